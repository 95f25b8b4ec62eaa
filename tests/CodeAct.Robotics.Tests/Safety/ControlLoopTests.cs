using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Tests.Safety;

public sealed class ControlLoopTests : IDisposable
{
    private readonly HardwareBench _bench = new("""
        devices:
          - { name: Pump, kind: relay, safe: off, hold: true }
          - { name: Soil, kind: sensor, unit: "%", range: [0, 100] }
        """);

    private readonly ManualTime _time = new();
    private readonly ControlLoop _loop;
    private int _alive;

    public ControlLoopTests() => _loop = new ControlLoop(_bench.Governor, _bench.EStop, _time, () => _alive++);

    [Fact]
    public void Turn_EndsWithASignOfLife()
    {
        _loop.Turn();
        _loop.Turn();

        Assert.Equal(2, _alive);
    }

    [Fact]
    public async Task Turn_WhileADriverHangsTooLong_MakesSafeOnceAndOnceMoreWhenItReturns()
    {
        _bench.Call("Pump", "On");
        Func<Task> end = await _bench.HangAsync("Soil");
        _loop.Turn();
        Assert.Equal(1, _bench["Pump"].Value);

        _time.Advance(5.1);
        _loop.Turn();

        Assert.Equal(0, _bench["Pump"].Value);
        _bench["Pump"].Value = 1;
        await end();
        _loop.Turn();
        Assert.Equal(0, _bench["Pump"].Value);
        Assert.StartsWith("device-fault: A device did not answer for 5 s", Assert.Single(_bench.Governor.EndAction()), StringComparison.Ordinal);
        Assert.Equal(3, _alive);
    }

    [Fact]
    public async Task Turn_OnASlowMachine_HasPatienceWithADriver()
    {
        using var loop = new ControlLoop(_bench.Governor, _bench.EStop, _time, () => { }, patience: 10);
        _bench.Call("Pump", "On");
        Func<Task> end = await _bench.HangAsync("Soil");

        _time.Advance(49);
        loop.Turn();
        Assert.Equal(1, _bench["Pump"].Value);
        _time.Advance(1.1);
        loop.Turn();

        Assert.Equal(0, _bench["Pump"].Value);
        await end();
    }

    [Fact]
    public async Task Turn_WhileASafeStateHangs_GivesNoSignOfLife()
    {
        using var go = new SemaphoreSlim(0);
        _bench["Pump"].MakingSafe = go.Wait;
        Task safing = Task.Run(_bench.Governor.MakeSafe);
        SpinWait.SpinUntil(() => _bench.Governor.SafingFor > ControlLoop.LongestSafing);

        _loop.Turn();

        Assert.Equal(0, _alive);
        go.Release();
        await safing;
        _loop.Turn();
        Assert.Equal(1, _alive);
    }

    [Fact]
    public void Run_TheSignOfLifeThrows_LatchesAndMakesSafe()
    {
        _bench.Call("Pump", "On");
        using var latched = new ManualResetEventSlim();
        _bench.EStop.Latched += latched.Set;
        using var loop = new ControlLoop(_bench.Governor, _bench.EStop, TimeProvider.System, () => throw new IOException("gone"));

        loop.Start();

        Assert.True(latched.Wait(TimeSpan.FromSeconds(30)));
        Assert.Equal("the control loop failed: gone", _bench.EStop.Reason);
        Assert.Equal(0, _bench["Pump"].Value);
    }

    [Fact]
    public void Turn_AnotherProcessWroteTheLatch_Stops()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("codeact-").FullName, "latch");
        var bench = new HardwareBench("devices:\n  - { name: Pump, kind: relay, safe: off, hold: true }\n", new EStop(file));
        using var loop = new ControlLoop(bench.Governor, bench.EStop, _time, () => { });
        bench.Call("Pump", "On");

        File.WriteAllText(file, "somebody");
        for (int i = 0; i < 11; i++) loop.Turn();

        Assert.Equal(("somebody", 0), (bench.EStop.Reason, bench["Pump"].Value));
        Directory.Delete(Path.GetDirectoryName(file)!, true);
    }

    public void Dispose() => _loop.Dispose();

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(double seconds) => _now += (long)(seconds * TimestampFrequency);
    }
}
