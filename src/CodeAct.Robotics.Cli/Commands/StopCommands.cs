using System.CommandLine;
using System.Text.Json.Nodes;
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
        var command = new Command("safe", "Put every actuator of a running robot in its safe state.") { common.Robot, common.Backend, common.Json };
        common.Broker.AddTo(command);
        command.SetAction(parsed =>
        {
            RobotManifest robot = RobotCatalogue.Get(parsed.GetValue(common.Robot)!);
            if (parsed.GetValue(common.Backend) == "hardware") RobotSession.Open(robot, "hardware", new Simulators.SimulationOptions(), common.Broker.ForDevices(parsed)).Dispose();
            int told = OwnerEndpoint.Send(robot.Robot, "safe");
            Say(parsed.GetValue(common.Json), robot.Robot, "safe", told, told == 0
                ? $"No process runs {robot.Robot} here; a simulated robot is safe when none does."
                : $"{robot.Robot} is in its safe state.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Say(bool json, string robot, string state, int processes, string text)
    {
        if (json) JsonLines.Write(new JsonObject { ["robot"] = robot, ["state"] = state, ["processes"] = processes });
        else Console.Out.WriteLine(text);
    }
}
