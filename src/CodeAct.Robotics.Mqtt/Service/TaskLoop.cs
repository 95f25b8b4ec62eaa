using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>Does the tasks of the queue, one after the other, and records and tells how each ended.</summary>
/// <param name="queue">Where they wait.</param>
/// <param name="runner">Does one.</param>
/// <param name="estop">While it is latched, tasks wait.</param>
/// <param name="teller">Tells their states.</param>
/// <param name="turned">Called after each turn of a task.</param>
/// <param name="changed">Called when what the robot does has changed.</param>
/// <param name="log">Told in lines for a person.</param>
/// <param name="time">Measures pauses.</param>
internal sealed class TaskLoop(TaskQueue queue, ITaskRunner runner, EStop estop, TaskTeller teller, Action<TurnRecord> turned, Action changed, Action<string> log, TimeProvider time) : IDisposable
{
    /// <summary>How long a queue that does not work is left alone.</summary>
    private static readonly TimeSpan Mending = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _work = new(0);
    private readonly Lock _lock = new();
    private (string Id, CancellationTokenSource Cancel)? _running;

    /// <summary>The task under way, its turns so far, and the answer of the last one.</summary>
    public (string? Id, int Step, string? Answer) Now { get; private set; }

    /// <summary>There may be something to do.</summary>
    public void Wake()
    {
        if (_work.CurrentCount == 0) _work.Release();
    }

    /// <summary>Cancels the task under way, if it is that one.</summary>
    public void Cancel(string id)
    {
        CancellationTokenSource? cancel;
        lock (_lock) cancel = _running is { } running && running.Id == id ? running.Cancel : null;
        try
        {
            cancel?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended meanwhile.
        }
    }

    /// <summary>Works until it is cancelled; then the task under way is made safe and goes back to the queue.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            // Latched, tasks wait: whoever resets the stop wants to go on with them.
            while (!cancellation.IsCancellationRequested && !estop.IsLatched && await InQueueAsync(queue.Begin, cancellation) is { } task) await DoAsync(task, cancellation);
            await _work.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _work.Dispose();

    private async Task DoAsync(QueuedTask task, CancellationToken cancellation)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        lock (_lock) _running = (task.Id, cancel);
        Now = (task.Id, 0, Now.Answer);
        log($"task {task.Id}: {task.Request.Task}");
        teller.Tell(task);
        changed();
        try
        {
            (TaskSummary summary, JsonObject json) = await runner.RunAsync(task, new StepObserver(turn => Step(task.Id, turn)), cancel.Token);
            if (summary.Status == TaskOutcome.Cancelled && cancellation.IsCancellationRequested)
            {
                // Where this fails, the next start finds it interrupted.
                queue.Requeue(task.Id, "the robot's program was stopped; it waits for the next start");
                return;
            }
            Now = Now with { Answer = summary.Answer };
            await InQueueAsync(() => queue.End(task.Id, Enum.Parse<TaskState>(summary.Status.ToString()), summary.Why, JsonText.Of(json)), cancellation);
            log($"task {task.Id} {summary.Status.ToString().ToLowerInvariant()}: {summary.Answer ?? summary.Why}");
        }
        catch (Exception e) when (e is not TaskQueueException && !(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            // The sandbox or the model's process: the robot is safe, and the next task may do better.
            await InQueueAsync(() => queue.End(task.Id, TaskState.Failed, e.Message, null), cancellation);
            log($"task {task.Id} failed: {e.Message}");
        }
        finally
        {
            lock (_lock) _running = null;
            Now = Now with { Id = null };
            if (Found(task.Id) is { } told) teller.Tell(told);
            changed();
        }
    }

    private void Step(string id, TurnRecord turn)
    {
        Now = Now with { Step = turn.Turn };
        teller.Step(id, ActionJson.Of(turn));
        turned(turn);
        changed();
    }

    // A full disk is not the end: what was accepted is there, and goes on when there is room.
    private async Task<T> InQueueAsync<T>(Func<T> act, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return act();
            }
            catch (TaskQueueException e)
            {
                log(e.Message);
            }
            await Task.Delay(Mending, time, cancellation);
        }
    }

    private QueuedTask? Found(string id)
    {
        try
        {
            return queue.Find(id);
        }
        catch (TaskQueueException e)
        {
            log(e.Message);
            return null;
        }
    }

    private sealed class StepObserver(Action<TurnRecord> told) : IAgentObserver
    {
        public void OnTurnEnd(TurnRecord turn) => told(turn);
    }
}
