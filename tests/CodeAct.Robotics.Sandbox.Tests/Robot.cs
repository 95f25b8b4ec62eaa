using CodeAct.Robotics.Agents;

namespace CodeAct.Robotics.Sandbox.Tests;

/// <summary>A facade of one device, and a host that answers its calls.</summary>
internal sealed class Robot : IHostCalls
{
    public static readonly SandboxApi Api = new(
        """
        namespace CodeAct.Devices
        {
            public sealed class Device
            {
                internal const string Kind = "device";
                public double Ask(double a, string? text = null) => global::CodeAct.Sandbox.Bridge.Call(7, 3, a, 2, 3, text).A;
                public string? Say(string? text) => global::CodeAct.Sandbox.Bridge.Call(7, 4, 0, 0, 0, text).Text;
                public global::System.Collections.Generic.IReadOnlyList<double>? List() => global::CodeAct.Sandbox.Bridge.Call(7, 5).List;
            }
            public sealed class Host_
            {
                public Device Device { get; } = new Device();
                public void Print(object? value) => global::CodeAct.Sandbox.Bridge.Print(value);
                public void Done(object? answer = null) => global::CodeAct.Sandbox.Bridge.Done(answer);
            }
        }
        """,
        "CodeAct.Devices.Host_", 1);

    public Func<HostCall, HostReply> Answer { get; set; } = call => HostReply.Of(call.A + call.B + call.C);

    public HostReply Invoke(in HostCall call) => Answer(call);
}
