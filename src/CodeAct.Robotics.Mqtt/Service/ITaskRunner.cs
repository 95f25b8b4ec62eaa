using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>Does tasks on the robot, one at a time.</summary>
public interface ITaskRunner
{
    /// <summary>Does one. However it ends, the robot's motion has stopped; where it was cancelled, the robot is in its safe state.</summary>
    /// <param name="task">The task.</param>
    /// <param name="observer">Sees what happens.</param>
    /// <param name="cancellation">Cancels at any moment.</param>
    /// <returns>How it ended, and the same as <c>run --json</c> prints it.</returns>
    Task<(TaskSummary Summary, JsonObject Json)> RunAsync(QueuedTask task, IAgentObserver observer, CancellationToken cancellation);
}
