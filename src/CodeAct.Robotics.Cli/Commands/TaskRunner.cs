using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Tasks;
using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary>Runs one task on an opened robot, shown and recorded.</summary>
internal sealed class TaskRunner(ModelHandle model, IActionSandbox sandbox, AgentOptions options, IAnsiConsole console, bool json)
{
    public async Task<TaskSummary> RunAsync(string task, RobotSession robot, int seed, CancellationToken cancellation)
    {
        string id = TaskId.New(TimeProvider.System);
        var store = new EpisodeStore(Paths.Episodes);
        store.Prune();
        using var recorder = new EpisodeRecorder(store.PathOf(id), new DeviceApi(robot.Manifest).Hash, TimeProvider.System);
        IAgentObserver shown = json ? new JsonObserver() : new LiveObserver(console);
        var agent = new Agent(model.Client, model.Description, sandbox, options, TimeProvider.System);
        TaskSummary summary = await agent.RunAsync(task, id, robot.Governor, robot.EStop, seed, new CombinedObserver(shown, recorder), cancellation);
        if (json) JsonLines.Write(ActionJson.Of(summary, model.Description, robot.Governor.Backend, recorder.Path));
        else if (recorder.Path is { } path) console.MarkupLine($"[grey]Episode {Markup.Escape(path)}[/]");
        if (recorder.Problem is { } problem) console.MarkupLine($"[yellow]No episode was kept: {Markup.Escape(problem)}[/]");
        return summary;
    }
}
