using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

/// <summary>A device of the family on a fake board.</summary>
internal sealed class IotBench : IDriverBench
{
    private readonly IotFamily _family;
    private readonly Func<FakeBoard, DeviceState> _seen;
    private readonly Action<FakeBoard, double> _present;

    public IotBench(FakeBoard board, DeviceSpec spec, Func<FakeBoard, DeviceState>? seen = null, Action<FakeBoard, double>? present = null)
    {
        (Board, _seen, _present) = (board, seen ?? (_ => default), present ?? ((_, _) => { }));
        _family = new IotFamily(board);
        try
        {
            Driver = _family.Open(spec, Clock);
        }
        catch
        {
            _family.Dispose();
            throw;
        }
    }

    public FakeBoard Board { get; }

    public IDeviceDriver Driver { get; }

    public IRobotClock Clock { get; } = new BenchClock();

    public DeviceState Seen => _seen(Board);

    public void Present(double value) => _present(Board, value);

    public IDeviceDriver Also(DeviceSpec spec) => _family.Open(spec, Clock);

    public void Dispose()
    {
        (Driver as IDisposable)?.Dispose();
        _family.Dispose();
    }

    private sealed class BenchClock : IRobotClock
    {
        public double Now { get; private set; }

        public double Step => 0.01;

        public void Advance(double seconds, CancellationToken cancellation) => Now += seconds;
    }
}
