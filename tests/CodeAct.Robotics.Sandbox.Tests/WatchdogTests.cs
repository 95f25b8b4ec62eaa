namespace CodeAct.Robotics.Sandbox.Tests;

public sealed class WatchdogTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly Watchdog _watchdog;
    private int _kills;

    public WatchdogTests() => _watchdog = new Watchdog(_time, () => _kills++);

    public void Dispose() => _watchdog.Dispose();

    [Fact]
    public void Time_BeforeTheLimit_DoesNotKill()
    {
        _watchdog.Start(TimeSpan.FromSeconds(5));
        _time.Advance(4.9);
        Assert.Equal((0, false), (_kills, _watchdog.Fired));
    }

    [Fact]
    public void Time_AtTheLimit_KillsOnce()
    {
        _watchdog.Start(TimeSpan.FromSeconds(5));
        _time.Advance(5.1);
        _time.Advance(60);
        Assert.Equal((1, true), (_kills, _watchdog.Fired));
    }

    [Fact]
    public void Time_InACall_DoesNotCount()
    {
        _watchdog.Start(TimeSpan.FromSeconds(5));
        _time.Advance(3);
        _watchdog.Pause();
        _time.Advance(60);
        _watchdog.Resume();
        _time.Advance(1.9);
        Assert.Equal(0, _kills);
        _time.Advance(0.2);
        Assert.Equal(1, _kills);
    }

    [Fact]
    public void Time_InManyShortCalls_DoesNotCount()
    {
        _watchdog.Start(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 100; i++)
        {
            _watchdog.Pause();
            _time.Advance(0.05);
            _watchdog.Resume();
        }
        Assert.Equal(0, _kills);
        _time.Advance(1.01);
        Assert.Equal(1, _kills);
    }

    [Fact]
    public void Start_Again_CountsAnew()
    {
        _watchdog.Start(TimeSpan.FromSeconds(5));
        _time.Advance(4);
        _watchdog.Start(TimeSpan.FromSeconds(5));
        _time.Advance(4);
        Assert.Equal(0, _kills);
    }
}
