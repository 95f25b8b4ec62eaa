using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Tests.Safety;

public sealed class GovernorInterlockTests
{
    private const string Heater = """
        devices:
          - { name: Heater, kind: relay, safe: off, hold: true }
          - { name: Fan, kind: dimmer, safe: 0, hold: true }
          - { name: Tank, kind: sensor, unit: cm, range: [0, 80], sim: { start: 20 } }
          - { name: Drain, kind: relay, safe: off, hold: true, sim: { affects: { Tank: -1/s } } }
          - { name: Immersion, kind: dimmer, safe: 0, hold: true }
        interlocks:
          - "Heater.On requires Fan.Level >= 0.2"
          - "Immersion.Set requires Tank.Value >= 15"
        """;

    [Fact]
    public void On_AgainstARule_IsRefusedAndQuotesIt()
    {
        using var bench = new Bench(Heater);

        DeviceException error = Assert.Throws<DeviceException>(() => bench.Call("Heater", "On"));

        Assert.Equal(ErrorCodes.Interlock, error.Code);
        Assert.Equal("Heater.On requires Fan.Level >= 0.2.", error.Message);
        Assert.Equal(0, bench.Truth("Heater").Value);
    }

    [Fact]
    public void Set_ThatWouldBreakARule_IsRefused()
    {
        using var bench = new Bench(Heater);
        bench.Call("Fan", "Set", 0.5);
        bench.Call("Heater", "On");

        Assert.Equal(ErrorCodes.Interlock, bench.Code(() => bench.Call("Fan", "Set", 0.1)));

        Assert.Equal(0.5, bench.Truth("Fan").Value);
        Assert.Equal(1, bench.Truth("Heater").Value);
    }

    [Fact]
    public void Set_TowardsSafetyAgainstARule_MakesTheDependentDeviceSafeFirst()
    {
        using var bench = new Bench(Heater);
        bench.Call("Fan", "Set", 0.5);
        bench.Call("Heater", "On");

        bench.Call("Fan", "Set", 0);

        Assert.Equal(0, bench.Truth("Fan").Value);
        Assert.Equal(0, bench.Truth("Heater").Value);
        Assert.Contains("Heater was made safe", Assert.Single(bench.Governor.EndAction()), StringComparison.Ordinal);
    }

    [Fact]
    public void Wait_UntilAReadingBreaksTheRule_MakesTheDeviceSafeAndSaysSo()
    {
        using var bench = new Bench(Heater);
        bench.Call("Immersion", "Set", 1);
        bench.Call("Drain", "On");

        bench.Wait(20);

        Assert.Equal(0, bench.Truth("Immersion").Value);
        string note = Assert.Single(bench.Governor.EndAction());
        Assert.StartsWith("interlock: Immersion was made safe", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_WhileTheSubjectCannotBeRead_IsRefused()
    {
        using var bench = new Bench(Heater, null, new Fault { Kind = FaultKind.Dropout, Device = "Tank" });

        DeviceException error = Assert.Throws<DeviceException>(() => bench.Call("Immersion", "Set", 0.5));

        Assert.Equal(ErrorCodes.Interlock, error.Code);
        Assert.Contains("Tank gives no reading", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_ToZeroAgainstARule_IsNeverRefused()
    {
        using var bench = new Bench(Heater, null, new Fault { Kind = FaultKind.Dropout, Device = "Tank" });

        bench.Call("Immersion", "Set", 0);
    }

    [Fact]
    public void On_RuleOnAnotherRelay_IsRefused()
    {
        using var bench = new Bench("""
            devices:
              - { name: Fill, kind: relay, safe: off }
              - { name: Drain, kind: relay, safe: off, hold: true }
            interlocks:
              - "Fill.On requires Drain.IsOff"
            """);
        bench.Call("Drain", "On");

        DeviceException error = Assert.Throws<DeviceException>(() => bench.Call("Fill", "On"));

        Assert.Equal("Fill.On requires Drain.IsOff.", error.Message);
    }
}
