using System.Globalization;
using System.Text.RegularExpressions;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation;

/// <summary>Answers the calls of checks from the true state of the world at a task's end. Nothing here moves the robot or its clock.</summary>
internal sealed partial class CheckFacts(RobotManifest manifest, Simulation simulation, Governor governor, TaskSummary summary) : IHostCalls
{
    private readonly string _outcome = summary.Reason == ErrorCodes.Timeout ? "timeout" : summary.Status.ToString().ToLowerInvariant();

    public HostReply Invoke(in HostCall call) => call.Target == HostCall.Robot ? Robot(call) : Device(call);

    private HostReply Robot(in HostCall call) => (RobotMember)call.Member switch
    {
        RobotMember.Now => HostReply.Of(simulation.Now),
        RobotMember.History => new HostReply { List = History((int)call.A, call.B) },
        RobotMember.Fact => Fact((int)call.A, (int)call.B),
        _ => throw new DeviceException(ErrorCodes.DeviceFault, "A check can't do that."),
    };

    private HostReply Fact(int number, int index) => number switch
    {
        0 => summary.Status == TaskOutcome.Refused || summary.Answer is null ? default : new HostReply { A = 1, Text = summary.Answer },
        1 => new HostReply { List = Numbers(summary.Status == TaskOutcome.Refused ? "" : summary.Answer ?? "") },
        2 => new HostReply { Text = _outcome },
        3 => HostReply.Of(governor.Trace.Count),
        4 when index >= 0 && index < governor.Trace.Count => Traced(governor.Trace[index]),
        _ => throw new DeviceException(ErrorCodes.DeviceFault, "There is no such fact."),
    };

    private static HostReply Traced(TracedCommand command) => new()
    {
        A = command.Time,
        B = command.Refused is null ? 0 : 1,
        List = command.Args.OfType<double>().ToList(),
        Text = $"{command.Device}\n{command.Member}\n{(command.Args.OfType<string>().FirstOrDefault() is { } text ? "t" + text : "")}",
    };

    private HostReply Device(in HostCall call)
    {
        if (call.Target < 0 || call.Target >= manifest.Devices.Count) throw new DeviceException(ErrorCodes.DeviceFault, "There is no such device.");
        DeviceKind kind = manifest.Devices[call.Target].Kind;
        DeviceState state = simulation.Truth(call.Target);
        if (kind == DeviceKinds.Drive) return new HostReply { A = state.Value, B = state.Second, C = state.Third };
        if (kind == DeviceKinds.ColorLight) return HostReply.Of(call.Member switch { 0 => state.Value, 1 => state.Second, _ => state.Third });
        if (kind == DeviceKinds.Gripper) return HostReply.Of(state.Flag);
        if (kind == DeviceKinds.Buzzer) return HostReply.Of(state.Count);
        return new HostReply { A = state.Value, Text = state.Text };
    }

    private IReadOnlyList<double> History(int device, double minutes)
    {
        if (device < 0 || device >= manifest.Devices.Count || simulation.Drivers[device] is not ISensorHistory history || !(minutes is > 0 and <= 1440))
            throw new DeviceException(ErrorCodes.NoReading, "There is no such history.");
        return history.History((int)Math.Ceiling(minutes));
    }

    private static List<double> Numbers(string text)
    {
        var numbers = new List<double>();
        foreach (Match match in Number().Matches(text))
            if (double.TryParse(match.Value.Replace("−", "-", StringComparison.Ordinal), CultureInfo.InvariantCulture, out double value)) numbers.Add(value);
        return numbers;
    }

    // A minus counts where no letter or digit stands before it: "18-20" holds 18 and 20, "-3" is below zero.
    [GeneratedRegex(@"(?<![\w.])[-−]?\d+(?:\.\d+)?|\d+(?:\.\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
