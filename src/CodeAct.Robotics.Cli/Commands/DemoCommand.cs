using System.CommandLine;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Simulators;
using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact demo</c>: the main job on embedded defaults.</summary>
internal static class DemoCommand
{
    private sealed record DemoTask(string Robot, string Task, string Why)
    {
        public IReadOnlyDictionary<string, StartValue> Start { get; init; } = new Dictionary<string, StartValue>();

        public IReadOnlyList<Fault> Faults { get; init; } = [];
    }

    private static readonly IReadOnlyList<DemoTask> Tasks =
    [
        new("greenhouse", "Water the bed until the soil is above 60 percent, then tell me the moisture.", "A pump that may run for 30 s at most, and a reading to wait for.")
        {
            Start = new Dictionary<string, StartValue> { ["Soil"] = StartValue.Of(53) },
        },
        new("greenhouse", "What is the air temperature?", "The sensor drops out for the first 2 s: the model sees the error and tries again.")
        {
            Faults = [new Fault { Kind = FaultKind.Dropout, Device = "Temperature", For = 2 }],
        },
        new("home", "Turn on the kitchen light and make the mood light blue.", "Another robot, two devices."),
    ];

    public static Command Create(CommonOptions common)
    {
        var command = new Command("demo", "Three tasks on simulated robots, done by the embedded model. Exit 1 when one failed.") { common.Model, common.NoGrammar, common.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            bool json = parsed.GetValue(common.Json);
            IAnsiConsole console = Terminal.For(json);
            using ModelHandle model = ModelOpener.Open(parsed.GetValue(common.Model)!, common.Settings, 1);
            await using var sandbox = new ActionSandbox(common.Settings.Sandbox);
            var options = new AgentOptions { Grammar = !parsed.GetValue(common.NoGrammar) };
            int done = 0;
            foreach (DemoTask demo in Tasks)
            {
                console.WriteLine();
                console.MarkupLine($"[grey]{Markup.Escape(demo.Why)}[/]");
                RobotManifest manifest = RobotCatalogue.Get(demo.Robot);
                using RobotSession robot = RobotSession.Open(manifest, "sim", new SimulationOptions { Seed = 1, Start = demo.Start, Faults = demo.Faults });
                var runner = new TaskRunner(model, sandbox, options, console, json);
                TaskSummary summary = await runner.RunAsync(demo.Task, robot, 1, cancellation);
                cancellation.ThrowIfCancellationRequested();
                if (summary.Status == TaskOutcome.Done) done++;
            }

            console.WriteLine();
            console.MarkupLine($"[bold]{done} of {Tasks.Count} tasks done[/] by {Markup.Escape(model.Description)}.");
            return done == Tasks.Count ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
