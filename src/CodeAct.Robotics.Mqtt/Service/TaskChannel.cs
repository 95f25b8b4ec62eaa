using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>
/// Takes tasks from topics into the queue. It runs before the broker is acknowledged: when the broker forgets a message, the task is on
/// the disk. A message that is not a task is refused with its reason, and never comes again.
/// </summary>
internal sealed class TaskChannel(RobotManifest manifest, TaskQueue queue, TaskTeller teller, Func<string> newId)
{
    private const string Retained = "A retained task is not obeyed: it would run again at each start. Send it without retain.";

    private readonly HashSet<string> _abilities = new(manifest.Devices.SelectMany(d => new[] { d.Name, d.Kind.Name }), StringComparer.OrdinalIgnoreCase);

    // Handlers that run before the acknowledgement run on the link's own thread.
    private int _session;

    /// <summary>What the robot has, by name and kind, as topics of a fleet name it.</summary>
    public IEnumerable<string> Abilities => _abilities;

    /// <summary>Takes a message.</summary>
    public void Take(MqttMessage message)
    {
        TaskReply? reply = message.ResponseTopic is { Length: > 0 } topic && !topic.AsSpan().ContainsAny('#', '+') ? new TaskReply(topic, message.Correlation) : null;
        string? id = null;
        try
        {
            TaskRequest request = TaskRequestReader.Read(message.Payload.Span);
            id = request.Id;
            if (message.Retain) throw new TaskRefusedException(Retained) { Id = id };
            if (request.Requires.FirstOrDefault(r => !_abilities.Contains(r)) is { } missing) throw new TaskRefusedException($"{manifest.Robot} has no {missing}.") { Id = id };
            // Without an id a message is known again by what the broker calls it, as long as it knows the session.
            string? delivery = id is null && message.DeliveryId is { } known ? $"{known} {message.Topic}" : null;
            if (message.Session != _session) queue.ForgetDeliveries();
            _session = message.Session;
            id ??= newId();
            (QueuedTask task, bool isNew) = queue.Accept(id, request with { Id = id, Expires = Earlier(request.Expires, message.ExpirySeconds) }, reply, delivery);
            teller.Tell(isNew ? task : task with { Reply = reply });
        }
        catch (TaskRefusedException e)
        {
            Refuse(e.Id ?? id, e.Message, reply);
        }
        catch (TaskQueueException e)
        {
            teller.Refuse(id ?? newId(), e.Message, reply);
        }
    }

    // What is known under that id is not to be spoilt by a bad message.
    private void Refuse(string? id, string why, TaskReply? reply)
    {
        try
        {
            if (id is not null && queue.Find(id) is { } known) teller.Tell(known with { Reply = reply });
            else teller.Refuse(id ?? newId(), why, reply);
        }
        catch (TaskQueueException)
        {
            teller.Refuse(id ?? newId(), why, reply);
        }
    }

    private static TimeSpan? Earlier(TimeSpan? own, uint? message)
    {
        TimeSpan? other = message is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return own is { } a && other is { } b ? a < b ? a : b : own ?? other;
    }
}
