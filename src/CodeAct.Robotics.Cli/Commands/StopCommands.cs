using System.CommandLine;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact estop [--reset]</c> and <c>codeact safe</c>.</summary>
internal static class StopCommands
{
    public static Command CreateEStop(CommonOptions common)
    {
        var reset = new Option<bool>("--reset") { Description = "release the latch" };
        var command = new Command("estop", "Stop a robot at once and latch the stop: nothing runs until --reset.") { common.Robot, reset, common.Json };
        command.SetAction(parsed =>
        {
            RobotManifest robot = RobotCatalogue.Get(parsed.GetValue(common.Robot)!);
            bool release = parsed.GetValue(reset);
            // Running processes first: they stop at once, whatever the disk does.
            int told = OwnerEndpoint.Send(robot.Robot, release ? "reset" : "estop");
            var estop = new EStop(Paths.Latch(robot.Robot));
            if (release) estop.Reset();
            else estop.Latch("codeact estop");
            Say(parsed.GetValue(common.Json), robot.Robot, release ? "reset" : "latched", told,
                release ? $"The e-stop of {robot.Robot} is released." : $"The e-stop of {robot.Robot} is latched. Release it with: codeact estop --reset --robot {robot.Robot}");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command CreateSafe(CommonOptions common)
    {
        var command = new Command("safe", "Put every actuator of a robot in its safe state: through the process that runs it, or, on hardware that none runs, by itself.") { common.Robot, common.Backend, common.Json };
        common.Broker.AddTo(command);
        command.SetAction(parsed =>
        {
            RobotManifest robot = RobotCatalogue.Get(parsed.GetValue(common.Robot)!);
            int told = OwnerEndpoint.Send(robot.Robot, "safe");
            if (told == 0 && parsed.GetValue(common.Backend) == "hardware") return MakeSafe(robot, common.Broker.ForDevices(parsed), parsed.GetValue(common.Json));
            Say(parsed.GetValue(common.Json), robot.Robot, "safe", told, told == 0
                ? $"No process runs {robot.Robot} here; a simulated robot is safe when none does."
                : $"{robot.Robot} is in its safe state.");
            return ExitCodes.Done;
        });
        return command;
    }

    // After a crash, as the service manager's last step: no model, no worker, no guardian, and each device by itself.
    private static int MakeSafe(RobotManifest robot, Func<string, MqttOptions> broker, bool json)
    {
        IReadOnlyList<IDriverFamily> families = DriverFamilies.Create(robot, broker);
        IReadOnlyList<(string Device, string Why)> failed = SafeState.Apply(robot, families, new MonotonicClock(TimeProvider.System));
        foreach (IDriverFamily family in families) family.Dispose();
        foreach ((string device, string why) in failed) Console.Error.WriteLine(why.Contains(device, StringComparison.Ordinal) ? why : $"{device}: {why}");
        Say(json, robot.Robot, failed.Count == 0 ? "safe" : "unsafe", 0, failed.Count == 0
            ? $"{robot.Robot} is in its safe state."
            : $"{robot.Robot} is not in its safe state: {string.Join(", ", failed.Select(f => f.Device))}.");
        return failed.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void Say(bool json, string robot, string state, int processes, string text)
    {
        if (json) JsonLines.Write(new JsonObject { ["robot"] = robot, ["state"] = state, ["processes"] = processes });
        else Console.Out.WriteLine(text);
    }
}
