using System.CommandLine;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact run "task"</c></summary>
internal static class RunCommand
{
    public static Command Create(CommonOptions common)
    {
        var task = new Argument<string>("task") { Description = "what the robot should do, in plain words" };
        var turns = new Option<int>("--max-turns") { Description = "replies that the model has", DefaultValueFactory = _ => new AgentOptions().MaxTurns };
        var timeout = new Option<string>("--timeout") { Description = "wall time of the task, such as 90s or 10m", DefaultValueFactory = _ => "10m" };
        var temperature = new Option<float>("--temperature") { Description = "0 is greedy: the same words each time" };
        var stay = new Option<bool>("--stay") { Description = "on hardware: keep what the task left on, until Ctrl-C" };
        var command = new Command("run", "Do one task: live steps, then the answer. Exit 0 done, 1 failed, 2 usage, 3 refused by safety.")
        {
            task, common.Robot, common.Backend, common.AllowWeakSandbox, common.EStopLine, common.Model, common.Seed, turns, timeout, temperature, stay, common.NoGrammar, common.Json,
        };
        common.Broker.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            bool json = parsed.GetValue(common.Json);
            AgentOptions options = Options(parsed.GetValue(turns), parsed.GetValue(timeout)!, parsed.GetValue(temperature)) with { Grammar = !parsed.GetValue(common.NoGrammar) };
            int seed = parsed.GetValue(common.Seed);
            string words = parsed.GetValue(task)!;
            if (string.IsNullOrWhiteSpace(words)) throw new InvalidFileException("task", 0, "it is empty.", "Say what the robot should do.");
            RobotManifest manifest = RobotCatalogue.Get(parsed.GetValue(common.Robot)!);
            bool hardware = parsed.GetValue(common.Backend) == "hardware";
            if (parsed.GetValue(stay) && !hardware) throw new InvalidFileException("--stay", 0, "it is for real hardware.", "Add --backend hardware; a simulated robot ends with the program.");
            await using WarmWorker? worker = await common.GateAsync(parsed, manifest, cancellation);
            using RobotSession robot = RobotSession.Open(manifest, parsed.GetValue(common.Backend)!, new SimulationOptions { Seed = seed }, new HardwareOptions { Approver = json ? null : TerminalApprover.Here(), EStopLine = parsed.GetValue(common.EStopLine), Patience = common.Settings.Patience, Broker = common.Broker.ForDevices(parsed) });
            await using ActionSandbox sandbox = robot.Sandbox(worker);
            using ModelHandle model = ModelOpener.Open(parsed.GetValue(common.Model)!, common.Settings, seed);
            var runner = new TaskRunner(model, sandbox, options, Terminal.For(json), json);
            TaskSummary summary = await runner.RunAsync(words, robot, seed, cancellation);
            if (hardware) await HeldOutputs.LeaveAsync(robot.Governor, parsed.GetValue(stay), cancellation);
            return ExitCodes.Of(summary, cancellation);
        });
        return command;
    }

    private static AgentOptions Options(int turns, string timeout, float temperature)
    {
        if (turns is < 1 or > 100) throw new InvalidFileException("--max-turns", 0, $"{turns} is not from 1 to 100.");
        if (!Duration.TryParse(timeout, out double seconds) || seconds is <= 0 or > 86_400) throw new InvalidFileException("--timeout", 0, $"'{timeout}' is no duration up to a day.", "Write 90s or 10m.");
        if (temperature is < 0 or > 2) throw new InvalidFileException("--temperature", 0, $"{temperature} is not from 0 to 2.");
        return new AgentOptions { MaxTurns = turns, Timeout = TimeSpan.FromSeconds(seconds), Temperature = temperature };
    }
}
