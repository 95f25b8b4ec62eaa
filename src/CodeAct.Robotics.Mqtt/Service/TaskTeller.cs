using System.Text.Json.Nodes;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>Tells where tasks stand: on their topics, and to who asked to be told. The broker forgets it after a while by MQTT's message expiry.</summary>
internal sealed class TaskTeller(Outbox outbox, TaskQueue queue, Topics topics, ServiceOptions options, TimeProvider time)
{
    /// <summary>Tells a task's present state, and its result where it ended.</summary>
    public void Tell(QueuedTask task)
    {
        bool ended = task.State >= TaskState.Done;
        if (ended && task.Result is { } result)
        {
            outbox.Post(Kept(topics.Result(task.Id), result));
            Answer(task.Reply, result);
        }
        string status = Status(task.Id, task.State, task.Why);
        if (!ended || task.Result is null) Answer(task.Reply, status);
        outbox.Post(Kept(topics.Status(task.Id), status), () => queue.MarkTold(task.Id, task.State));
    }

    /// <summary>Tells what was never told, as after a crash.</summary>
    public void TellUntold()
    {
        foreach (QueuedTask task in queue.Untold()) Tell(task);
    }

    /// <summary>Tells that a message was not taken.</summary>
    public void Refuse(string id, string why, TaskReply? reply)
    {
        options.Log($"task {id} refused: {why}");
        string status = Status(id, TaskState.Refused, why);
        outbox.Post(Kept(topics.Status(id), status));
        Answer(reply, status);
    }

    /// <summary>Tells a turn.</summary>
    public void Step(string id, JsonObject turn) => outbox.Post(MqttMessage.Of(topics.Step(id), JsonText.Of(turn)));

    private void Answer(TaskReply? reply, string json)
    {
        if (reply is not null) outbox.Post(MqttMessage.Of(reply.Topic, json) with { Correlation = reply.Correlation });
    }

    private MqttMessage Kept(string topic, string json) => MqttMessage.Of(topic, json, retain: true) with { ExpirySeconds = (uint)options.KeepFor.TotalSeconds };

    private string Status(string id, TaskState state, string? why) => JsonText.Of(new JsonObject
    {
        ["id"] = id,
        ["status"] = state.ToString().ToLowerInvariant(),
        ["why"] = why,
        ["time"] = time.GetUtcNow().ToString("O"),
    });
}
