using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Tests.Safety;

/// <summary>A robot on the generic simulator under a governor, called as the facade calls it.</summary>
internal sealed class Bench : IDisposable
{
    private readonly Simulation _simulation;

    public Bench(string manifest, EStop? estop = null, params Fault[] faults)
    {
        Manifest = ManifestReader.Parse($"robot: bench\nsimulator: generic\n{manifest}");
        _simulation = Simulation.Create(Manifest, new SimulationOptions { Faults = faults });
        Governor = new Governor(Manifest, _simulation, estop);
        Governor.BeginAction(CancellationToken.None);
    }

    public RobotManifest Manifest { get; }

    public Governor Governor { get; }

    public double Now => _simulation.Now;

    public HostReply Call(string device, string member, double a = 0, double b = 0, double c = 0, string? text = null)
    {
        int index = Manifest.Devices.ToList().FindIndex(d => d.Name == device);
        DeviceKind kind = Manifest.Devices[index].Kind;
        return Governor.Invoke(new HostCall(index, kind.Members.ToList().FindIndex(m => m.Name == member), a, b, c, text));
    }

    public void Wait(double seconds) => Governor.Invoke(new HostCall(HostCall.Robot, (int)RobotMember.Wait, seconds));

    public bool Poll(double start, double timeout) => Governor.Invoke(new HostCall(HostCall.Robot, (int)RobotMember.Poll, start, timeout)).A != 0;

    public DeviceState Truth(string device) => _simulation.Truth(Manifest.Devices.ToList().FindIndex(d => d.Name == device));

    public string Code(Action call) => Assert.Throws<DeviceException>(call).Code;

    public void Dispose() => _simulation.Dispose();
}
