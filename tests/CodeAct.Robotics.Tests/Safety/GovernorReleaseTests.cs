using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Tests.Safety;

public sealed class GovernorReleaseTests
{
    private const string Devices = """
        devices:
          - { name: Held, kind: relay, safe: off, hold: true }
          - { name: Loose, kind: relay, safe: off }
          - { name: Valve, kind: relay, safe: on }
          - { name: Strip, kind: dimmer, safe: 0.1 }
          - { name: Mood, kind: color-light, safe: off }
          - { name: Motor, kind: motor, safe: stop }
          - { name: Arm, kind: servo, safe: 0, range: [0, 90] }
          - { name: Sign, kind: display, safe: off }
          - { name: Cart, kind: drive, safe: stop }
          - { name: Button, kind: input, sim: { active: [20s-22s] } }
        """;

    [Fact]
    public void EndAction_ReleasesWhatDoesNotHold()
    {
        using var bench = new Bench(Devices);
        bench.Call("Held", "On");
        bench.Call("Loose", "On");
        bench.Call("Valve", "Off");
        bench.Call("Strip", "Set", 0.8);
        bench.Call("Mood", "Color", 10, 20, 30);
        bench.Call("Motor", "Run", 0.5);
        bench.Call("Arm", "MoveTo", 45);
        bench.Call("Sign", "Show", text: "hello");

        bench.Governor.EndAction();

        Assert.Equal(1, bench.Truth("Held").Value);
        Assert.Equal(0, bench.Truth("Loose").Value);
        Assert.Equal(1, bench.Truth("Valve").Value);
        Assert.Equal(0.1, bench.Truth("Strip").Value);
        Assert.Equal(0, bench.Truth("Mood").Value + bench.Truth("Mood").Second + bench.Truth("Mood").Third);
        Assert.Equal(0, bench.Truth("Motor").Value);
        Assert.Equal(45, bench.Truth("Arm").Value);
        Assert.Equal("hello", bench.Truth("Sign").Text);
    }

    [Fact]
    public void MakeSafe_SetsEverySafeValue()
    {
        using var bench = new Bench(Devices);
        bench.Call("Held", "On");
        bench.Call("Arm", "MoveTo", 45);
        bench.Call("Motor", "Run", -1);

        bench.Governor.MakeSafe();

        Assert.Equal(0, bench.Truth("Held").Value);
        Assert.Equal(1, bench.Truth("Valve").Value);
        Assert.Equal(0, bench.Truth("Motor").Value);
        Assert.Equal(0.1, bench.Truth("Strip").Value);
    }

    [Fact]
    public void Unsafe_SomethingIsOn_NamesItUntilAllIsSafe()
    {
        using var bench = new Bench(Devices);
        bench.Governor.MakeSafe();
        Assert.Empty(bench.Governor.Unsafe);

        bench.Call("Held", "On");
        bench.Call("Valve", "Off");
        bench.Call("Strip", "Set", 0.7);

        Assert.Equal(["Held", "Strip", "Valve"], bench.Governor.Unsafe.Order());
        bench.Governor.MakeSafe();
        Assert.Empty(bench.Governor.Unsafe);
    }

    [Fact]
    public void EStop_Latched_MakesSafeAtOnceAndRefusesEverything()
    {
        var estop = new EStop();
        using var bench = new Bench(Devices, estop);
        bench.Call("Motor", "Run", 1);

        estop.Latch("a test");

        Assert.Equal(0, bench.Truth("Motor").Value);
        Assert.Equal(ErrorCodes.EStop, bench.Code(() => bench.Call("Held", "On")));
        Assert.Equal(ErrorCodes.EStop, bench.Code(() => bench.Wait(1)));
        estop.Reset();
        bench.Call("Held", "On");
    }

    [Fact]
    public void EStop_WithAFile_SurvivesARestartUntilReset()
    {
        string file = Path.Combine(Path.GetTempPath(), $"estop-{Guid.NewGuid():N}", "robot");
        new EStop(file).Latch("the red button");

        var later = new EStop(file);

        Assert.True(later.IsLatched);
        Assert.Equal("the red button", later.Reason);
        later.Reset();
        Assert.False(new EStop(file).IsLatched);
        Directory.Delete(Path.GetDirectoryName(file)!, true);
    }

    [Fact]
    public void Latch_WithAFile_SetsTheSafeStateThenWritesAndThenTells()
    {
        string file = Path.Combine(Path.GetTempPath(), $"estop-{Guid.NewGuid():N}", "robot");
        var estop = new EStop(file);
        List<(string, bool)> seen = [];
        estop.Latched += () => seen.Add(("latched", File.Exists(file)));
        estop.Stopping += () => seen.Add(("stopping", File.Exists(file)));

        estop.Latch("a test");

        Assert.Equal([("stopping", false), ("latched", true)], seen);
        Directory.Delete(Path.GetDirectoryName(file)!, true);
    }

    [Fact]
    public void Latch_NoRoomForItsFile_TellsAllTheSame()
    {
        string notAFolder = Path.GetTempFileName();
        var estop = new EStop(Path.Combine(notAFolder, "robot"));
        bool told = false;
        estop.Latched += () => told = true;

        Assert.False(estop.TryLatch("a test"));

        Assert.True(told && estop.IsLatched);
        File.Delete(notAFolder);
    }

    [Fact]
    public void Wait_Cancelled_EndsAtOnce()
    {
        using var bench = new Bench(Devices);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        bench.Governor.BeginAction(cancelled.Token);

        Assert.ThrowsAny<OperationCanceledException>(() => bench.Wait(3600));
        Assert.True(bench.Now < 1);
    }

    [Fact]
    public void WaitFor_AButton_WakesWhenItIsPressed()
    {
        using var bench = new Bench(Devices);

        Assert.Equal(1, bench.Call("Button", "WaitFor", 1, 60).A);
        Assert.Equal(20, bench.Now, 0);
        Assert.Equal(1, bench.Call("Button", "WaitFor", 0, 60).A);
        Assert.Equal(22, bench.Now, 0);
        Assert.Equal(0, bench.Call("Button", "WaitFor", 1, 5).A);
    }

    [Fact]
    public void Poll_CoarseAfterAWhile_StillWakesAtAnInputsEdge()
    {
        using var bench = new Bench("devices:\n  - { name: Button, kind: input, sim: { active: [2000s-2001s] } }\n");
        double start = bench.Now;
        while (bench.Call("Button", "IsActive").A == 0) Assert.True(bench.Poll(start, 3000));

        Assert.InRange(bench.Now, 2000, 2000.5);
    }

    [Fact]
    public void Forward_IntoAnObstacle_IsBlockedAndTraced()
    {
        using var bench = new Bench("devices:\n  - { name: Cart, kind: drive, safe: stop }\n  - { name: Front, kind: range, sim: { start: 1 } }\n");

        Assert.Equal(ErrorCodes.Blocked, bench.Code(() => bench.Call("Cart", "Forward", 3)));

        Assert.Equal(0.95, bench.Truth("Cart").Value, 2);
        Assert.Equal(ErrorCodes.Blocked, bench.Governor.Trace[0].Refused);
    }
}
