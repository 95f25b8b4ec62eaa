using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Tests.Safety;

/// <summary>A robot of plain drivers under a governor as on hardware; its clock moves only as the test or a wait moves it.</summary>
internal sealed class HardwareBench : IRobotBackend
{
    public HardwareBench(string manifest, EStop? estop = null, GovernorOptions? options = null)
    {
        Manifest = ManifestReader.Parse($"robot: bench\n{manifest}");
        Drivers = [.. Manifest.Devices.Select(d => new PlainDriver(d.Kind))];
        EStop = estop ?? new EStop();
        Governor = new Governor(Manifest, this, EStop, options ?? GovernorOptions.Hardware);
        Governor.BeginAction(CancellationToken.None);
    }

    public RobotManifest Manifest { get; }

    public Governor Governor { get; }

    public EStop EStop { get; }

    public string Name => "hardware";

    public ManualClock Clock { get; } = new();

    IRobotClock IRobotBackend.Clock => Clock;

    public IReadOnlyList<IDeviceDriver> Drivers { get; }

    public PlainDriver this[string device] => (PlainDriver)Drivers[Index(device)];

    public HostReply Call(string device, string member, double a = 0, double b = 0)
    {
        int index = Index(device);
        return Governor.Invoke(new HostCall(index, Manifest.Devices[index].Kind.Members.ToList().FindIndex(m => m.Name == member), a, b));
    }

    public void Wait(double seconds) => Governor.Invoke(new HostCall(HostCall.Robot, (int)RobotMember.Wait, seconds));

    /// <summary>Reads a device whose driver does not return; done when it is inside. What is given back lets the reading end.</summary>
    public async Task<Func<Task>> HangAsync(string device)
    {
        var inside = new SemaphoreSlim(0);
        var go = new SemaphoreSlim(0);
        this[device].Reading = () =>
        {
            inside.Release();
            go.Wait();
        };
        Task reading = Task.Run(() => Call(device, "Read"));
        await inside.WaitAsync();
        return () =>
        {
            this[device].Reading = () => { };
            go.Release();
            return reading;
        };
    }

    public string Code(Action call) => Assert.Throws<DeviceException>(call).Code;

    public void Dispose()
    {
    }

    private int Index(string device) => Manifest.Devices.ToList().FindIndex(d => d.Name == device);

    /// <summary>Time that a wait lets pass, and in which a test lets things happen.</summary>
    internal sealed class ManualClock : IRobotClock
    {
        public double Now { get; set; }

        public double Step => 0.01;

        public Action<double> Passed { get; set; } = _ => { };

        public void Advance(double seconds, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            Now += seconds;
            Passed(Now);
        }
    }

    /// <summary>A device of one number, with places for a test to step in.</summary>
    internal sealed class PlainDriver(DeviceKind kind) : IDeviceDriver
    {
        public double Value { get; set; }

        public bool IsBusy { get; set; }

        public Action Starting { get; set; } = () => { };

        public Action Reading { get; set; } = () => { };

        public Action MakingSafe { get; set; } = () => { };

        public void Start(DeviceCommand command)
        {
            Starting();
            Value = command.Member switch { "On" or "Close" => 1, "Off" or "Stop" or "Open" => 0, _ => command.A };
        }

        public DeviceState Read()
        {
            Reading();
            return DeviceState.Of(Value);
        }

        public void MakeSafe(SafeValue safe)
        {
            MakingSafe();
            if (safe.Word == SafeWord.Number) Value = safe.Number;
            else if (safe.Word == SafeWord.On) Value = 1;
            else if (safe.Word == SafeWord.Off || kind.IsMotion) Value = 0;
        }
    }
}
