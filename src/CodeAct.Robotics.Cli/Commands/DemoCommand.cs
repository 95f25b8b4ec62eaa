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
        new("greenhouse", "Water the bed until the soil is above 60 percent, then tell me the moisture.", "Bursts within the pump's limits, until a reading says enough.")
        {
            Start = new Dictionary<string, StartValue> { ["Soil"] = StartValue.Of(42) },
        },
        new("greenhouse", "Turn on the heater.", "The heater has an interlock: what the first action runs into, the model must read and correct."),
        new("home", "Set the floor lamp to 40 percent and close the blind, then tell me the temperature.", "Several devices in one task."),
    ];

    public static Command Create(CommonOptions common)
    {
        var command = new Command("demo", "Three tasks on simulated robots, done by the embedded model. Exit 1 when one failed.") { common.Model, common.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            bool json = parsed.GetValue(common.Json);
            IAnsiConsole console = Terminal.For(json);
            using ModelHandle model = ModelOpener.Open(parsed.GetValue(common.Model)!, common.Settings, 1);
            await using var sandbox = new ActionSandbox();
            int done = 0;
            foreach (DemoTask demo in Tasks)
            {
                console.WriteLine();
                RobotManifest manifest = RobotCatalogue.Get(demo.Robot);
                using RobotSession robot = RobotSession.Open(manifest, "sim", new SimulationOptions { Seed = 1, Start = demo.Start, Faults = demo.Faults });
                var runner = new TaskRunner(model, sandbox, new AgentOptions(), console, json);
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
