using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>
/// A base of two driven wheels without encoders: it drives for the time that the way takes at its measured speed, and its pose is reckoned from the time
/// that the motors really ran. Slip, load and battery are not seen: expect some percent. Kinematics: a straight line with equal wheels, a turn on the
/// spot with opposite ones, by 2 × speed / track radians a second.
/// </summary>
internal sealed class DriveDriver(DeviceSpec device, DriveSettings settings, MotorBridge left, MotorBridge right, IPulseTime time)
    : IDeviceDriver, IGuardedOutput, IDisposable
{
    private readonly Lock _lock = new();
    private IDisposable? _train;
    private DeviceException? _fault;
    private int _run;
    private long _begin;
    private double _forwardSpeed;
    private double _turnSpeed;
    private double _x;
    private double _y;
    private double _heading;

    /// <inheritdoc/>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                if (_fault is { } fault)
                {
                    _fault = null;
                    throw fault;
                }

                return _train is not null;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; } = [.. left.SafeOutputs, .. right.SafeOutputs];

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        switch (command.Member)
        {
            case "Forward":
                Go(Math.Sign(command.A), Math.Sign(command.A), Math.Abs(command.A), command.MaxSpeed);
                break;
            case "Turn":
                Go(-Math.Sign(command.A), Math.Sign(command.A), Math.Abs(command.A) * Math.PI / 180 * settings.Track / 2, command.MaxSpeed);
                break;
            case "Stop":
                lock (_lock)
                {
                    if (Halt()) break;
                    // What failed says why.
                    left.Stop();
                    right.Stop();
                }

                break;
            default:
                throw KernelFault.NoMember(device, command.Member);
        }
    }

    /// <inheritdoc/>
    public DeviceState Read()
    {
        lock (_lock)
        {
            // Says so where a bridge is gone.
            _ = left.Level + right.Level;
            (double x, double y, double heading) = Pose(time.Now);
            return new DeviceState { Value = x, Second = y, Third = heading, Flag = _train is not null };
        }
    }

    /// <summary>Any safe value of a base is standing still.</summary>
    public void MakeSafe(SafeValue safe)
    {
        lock (_lock)
        {
            Halt();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            Halt();
            left.Dispose();
            right.Dispose();
        }
    }

    // Both wheels over the same way on the ground.
    private void Go(int leftWay, int rightWay, double metres, double? maxSpeed)
    {
        int run;
        bool turns;
        lock (_lock)
        {
            turns = left.Way != leftWay || right.Way != rightWay;
            Halt();
            run = _run;
        }

        if (metres == 0) return;
        if (turns) time.Wait(Math.Max(settings.Left.DeadTime, settings.Right.DeadTime));
        lock (_lock)
        {
            // The safe state came in between, and stays.
            if (run != _run) return;
            double power = left.Nearest(Math.Min(settings.Power, (maxSpeed ?? double.PositiveInfinity) / settings.Speed));
            double speed = power * settings.Speed;
            if (speed <= 0) throw new DeviceException(ErrorCodes.DeviceFault, $"{device.Name} can't drive as slowly as its max-speed; allow more.");
            try
            {
                left.Run(leftWay * power);
                right.Run(rightWay * power);
            }
            catch (DeviceException)
            {
                Halt();
                throw;
            }

            run = ++_run;
            _begin = time.Now;
            _forwardSpeed = leftWay == rightWay ? rightWay * speed : 0;
            _turnSpeed = leftWay == rightWay ? 0 : rightWay * 2 * speed / settings.Track * 180 / Math.PI;
            long end = _begin + (long)Math.Round(metres / speed * 1e9);
            _train = time.Run($"drive {device.Name}", now => Tick(run, now, end));
        }
    }

    private long Tick(int run, long now, long end)
    {
        lock (_lock)
        {
            if (run != _run) return long.MaxValue;
            if (now < end) return end;
            if (!Halt()) _fault = new DeviceException(ErrorCodes.DeviceFault, $"{device.Name} could not be stopped at its goal; is its bridge still there?");
            return long.MaxValue;
        }
    }

    private bool Halt()
    {
        bool done = left.Halt(settings.Left.Brake) & right.Halt(settings.Right.Brake);
        (_x, _y, _heading) = Pose(time.Now);
        _run++;
        _train?.Dispose();
        _train = null;
        return done;
    }

    private (double X, double Y, double Heading) Pose(long now)
    {
        if (_train is null) return (_x, _y, _heading);
        double seconds = (now - _begin) / 1e9, way = seconds * _forwardSpeed, angle = _heading * Math.PI / 180;
        return (_x + way * Math.Cos(angle), _y + way * Math.Sin(angle), Math.IEEERemainder(_heading + seconds * _turnSpeed, 360));
    }
}
