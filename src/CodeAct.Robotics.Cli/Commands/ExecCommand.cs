using System.CommandLine;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Simulators;
using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact exec FILE…</c> or <c>-</c>: given actions, no model.</summary>
internal static class ExecCommand
{
    public static Command Create(CommonOptions common)
    {
        var files = new Argument<string[]>("FILE") { Description = "one C# action each; - reads standard input, actions parted by a line ---", Arity = ArgumentArity.OneOrMore };
        var command = new Command("exec", "Run given C# actions in order in the sandbox and print each observation; no model. Exit 0 if every action was ok, else 1.")
        {
            files, common.Robot, common.Backend, common.AllowWeakSandbox, common.EStopLine, common.Seed, common.Json,
        };
        common.Broker.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            List<string> actions = Read(parsed.GetValue(files)!);
            int seed = parsed.GetValue(common.Seed);
            RobotManifest manifest = RobotCatalogue.Get(parsed.GetValue(common.Robot)!);
            await using WarmWorker? worker = await common.GateAsync(parsed, manifest, cancellation);
            using RobotSession robot = RobotSession.Open(manifest, parsed.GetValue(common.Backend)!, new SimulationOptions { Seed = seed }, new HardwareOptions { Approver = TerminalApprover.Here(), EStopLine = parsed.GetValue(common.EStopLine), Patience = common.Settings.Patience, Broker = common.Broker.ForDevices(parsed) });
            await using ActionSandbox sandbox = robot.Sandbox(worker, reserve: false);
            SandboxApi api = new DeviceApi(manifest).ForSandbox(seed);
            await using IActionSession session = await sandbox.OpenAsync(api, cancellation);
            await using Preflight? preflight = Preflight.For(sandbox, api, robot.Governor);
            return await RunAsync(actions, new ActionExecutor(session, robot.Governor, preflight), robot, parsed.GetValue(common.Json), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(List<string> actions, ActionExecutor executor, RobotSession robot, bool json, CancellationToken cancellation)
    {
        IAnsiConsole console = Terminal.For(json);
        bool ok = true;
        for (int i = 0; i < actions.Count; i++)
        {
            await using var stop = new TaskStop(cancellation);
            robot.EStop.Latched += stop.Request;
            robot.Governor.Halted += stop.Request;
            if (robot.Governor.HaltReason is not null) stop.Request();
            ActionOutcome outcome;
            try
            {
                string? code = ReplyParser.HasFence(actions[i]) ? ReplyParser.Parse(actions[i]).Code : actions[i];
                outcome = code is null
                    ? executor.Refuse(ReplyParser.FormatError)
                    : await executor.RunAsync(code, stop.Token);
            }
            catch (OperationCanceledException) when (robot.EStop.IsLatched && !cancellation.IsCancellationRequested)
            {
                outcome = executor.Refuse(new ActionError(ErrorCodes.EStop, $"The e-stop is latched ({robot.EStop.Reason}); a person must reset it."));
            }
            catch (OperationCanceledException) when (robot.Governor.HaltReason is not null && !cancellation.IsCancellationRequested)
            {
                outcome = executor.Refuse(new ActionError(ErrorCodes.DeviceFault, $"Stopped: {robot.Governor.HaltReason}."));
            }
            finally
            {
                robot.EStop.Latched -= stop.Request;
                robot.Governor.Halted -= stop.Request;
            }

            ok &= outcome.Ok;
            if (json) JsonLines.Write(ActionJson.Of(outcome));
            else console.WriteLine(Observation(outcome));
            if (outcome.Result.Done is not null) break;
        }

        return ok ? ExitCodes.Done : ExitCodes.Failed;
    }

    // What a model would read, less the count of steps, which only a task has.
    private static string Observation(ActionOutcome outcome)
    {
        string text = ObservationText.Write(outcome, 0);
        text = text[..text.LastIndexOf('\n')];
        return outcome.Result.Done is { } done ? $"{(done.Ok ? "Done" : "Fail")}: {done.Answer}\n{text}\n" : $"{text}\n";
    }

    private static List<string> Read(string[] files)
    {
        var actions = new List<string>();
        foreach (string file in files)
        {
            try
            {
                if (file == "-") actions.AddRange(Split(Console.In.ReadToEnd()));
                else actions.Add(File.ReadAllText(file));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InvalidFileException(file, 0, $"can't be read: {e.Message}");
            }
        }

        return actions;
    }

    private static IEnumerable<string> Split(string text)
    {
        var action = new List<string>();
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.TrimEnd() != "---")
            {
                action.Add(line);
                continue;
            }

            yield return string.Join('\n', action);
            action.Clear();
        }

        if (action.Exists(l => !string.IsNullOrWhiteSpace(l))) yield return string.Join('\n', action);
    }
}
