using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Cli;

/// <summary>Does the tasks of a service on its robot, and records each.</summary>
internal sealed class ServedTasks(ModelHandle model, IActionSandbox sandbox, AgentOptions options, RobotSession robot, int seed) : ITaskRunner
{
    public async Task<(TaskSummary Summary, JsonObject Json)> RunAsync(QueuedTask task, IAgentObserver observer, CancellationToken cancellation)
    {
        var store = new EpisodeStore(Paths.Episodes);
        store.Prune();
        using var recorder = new EpisodeRecorder(store.PathOf(task.Id), new DeviceApi(robot.Manifest).Hash, TimeProvider.System);
        var agent = new Agent(model.Client, model.Description, sandbox, options with { Timeout = task.Request.Timeout ?? options.Timeout }, TimeProvider.System);
        TaskSummary summary = await agent.RunAsync(task.Request.Task, task.Id, robot.Governor, robot.EStop, seed, new CombinedObserver(observer, recorder), cancellation);
        return (summary, ActionJson.Of(summary, model.Description, robot.Governor.Backend, recorder.Path));
    }
}
