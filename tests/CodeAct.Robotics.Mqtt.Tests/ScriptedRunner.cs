using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Mqtt.Tests;

/// <summary>Stands for agent and model: does what the words say. <c>hang</c> goes on until it is cancelled, <c>throw</c> breaks, all else is done at once.</summary>
internal sealed class ScriptedRunner(EStop estop) : ITaskRunner
{
    public ConcurrentQueue<string> Begun { get; } = new();

    public async Task<(TaskSummary Summary, JsonObject Json)> RunAsync(QueuedTask task, IAgentObserver observer, CancellationToken cancellation)
    {
        Begun.Enqueue(task.Id);
        if (task.Request.Task == "throw") throw new InvalidOperationException("the sandbox does not work");
        TaskSummary summary = task.Request.Task == "hang" ? await HangAsync(task, cancellation) : new TaskSummary(task.Id, TaskOutcome.Done, $"did: {task.Request.Task}", null, 1, 10, 0.1);
        return (summary, ActionJson.Of(summary, "scripted", "sim", null));
    }

    private async Task<TaskSummary> HangAsync(QueuedTask task, CancellationToken cancellation)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop() => stopped.TrySetResult();
        estop.Latched += Stop;
        await using CancellationTokenRegistration registration = cancellation.Register(Stop);
        await stopped.Task;
        estop.Latched -= Stop;
        return estop.IsLatched ? new TaskSummary(task.Id, TaskOutcome.Refused, null, "stopped by the e-stop", 1, 1, 1) : new TaskSummary(task.Id, TaskOutcome.Cancelled, null, "cancelled", 1, 1, 1);
    }
}
