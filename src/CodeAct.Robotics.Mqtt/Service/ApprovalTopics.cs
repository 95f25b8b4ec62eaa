using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>
/// Asks over MQTT: <c>…/task/ID/approval</c> shows effects with a nonce, and only an answer on <c>…/task/ID/approve</c> with that nonce and
/// <c>"yes": true</c>, not retained, is a yes. Without a broker it is a no when the time is over.
/// </summary>
/// <param name="link">The connection, made or not.</param>
/// <param name="robot">The robot's name.</param>
/// <param name="log">Told in lines for a person.</param>
public sealed class ApprovalTopics(IMqttLink link, string robot, Action<string> log) : IApprover
{
    private const int NonceBytes = 16;

    private readonly Topics _topics = new(robot);
    private readonly Lock _lock = new();
    private (string Task, string Nonce, TaskCompletionSource<bool> Answer)? _open;

    /// <summary>Subscribes to answers.</summary>
    /// <exception cref="MqttException">The broker refuses it.</exception>
    public Task StartAsync(CancellationToken cancellation) => link.SubscribeAsync(_topics.AnyApprove, Delivery.Queued, Take, cancellation);

    /// <inheritdoc/>
    public async Task<bool> AskAsync(ApprovalRequest request, CancellationToken cancellation)
    {
        // Outside a task there is no topic to ask on.
        if (request.Task is not { } task) return false;
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _open = (task, nonce, answer);
        try
        {
            log($"task {task} asks for approval: {string.Join("; ", request.Effects)}");
            var question = new JsonObject
            {
                ["nonce"] = nonce,
                ["devices"] = new JsonArray([.. request.Devices.Select(d => (JsonNode)d)]),
                ["effects"] = new JsonArray([.. request.Effects.Select(e => (JsonNode)e)]),
                ["expires"] = request.Expires.ToString("O"),
            };
            await link.PublishAsync(MqttMessage.Of(_topics.Approval(task), JsonText.Of(question)) with { ExpirySeconds = (uint)ApprovalGate.Limit.TotalSeconds }, cancellation);
            bool yes = await answer.Task.WaitAsync(cancellation);
            log($"task {task}: {(yes ? "approved" : "not approved")}");
            return yes;
        }
        finally
        {
            lock (_lock) _open = null;
        }
    }

    private void Take(MqttMessage message)
    {
        if (message.Retain)
        {
            log("a retained approval was not taken: it would answer every question; send it without retain");
            return;
        }

        if (_topics.IdOf(message.Topic) is not { } task || Read(message) is not { } read) return;
        lock (_lock)
        {
            // Compared in constant time: the nonce is what tells an answer to this question from any other.
            if (_open is { } open && open.Task == task && Same(open.Nonce, read.Nonce)) open.Answer.TrySetResult(read.Yes);
            else log($"an approval for task {task} was not taken: its nonce is not that of an open question");
        }
    }

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(a), System.Text.Encoding.UTF8.GetBytes(b));

    // Anything but a plain true is a no.
    private static (string Nonce, bool Yes)? Read(MqttMessage message)
    {
        try
        {
            return JsonNode.Parse(message.Payload.Span) is JsonObject json && json["nonce"]?.GetValueKind() == JsonValueKind.String
                ? (json["nonce"]!.GetValue<string>(), json["yes"]?.GetValueKind() == JsonValueKind.True)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
