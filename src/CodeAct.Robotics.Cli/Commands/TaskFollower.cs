using System.Text.Json;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Service;

namespace CodeAct.Robotics.Cli;

/// <summary>Shows what a robot tells of one task until it ends.</summary>
internal sealed class TaskFollower(IMqttLink link, Topics topics, string id, bool json)
{
    // After the task's own time: the service's last words.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task SubscribeAsync(CancellationToken cancellation)
    {
        await link.SubscribeAsync(topics.Availability, Delivery.Queued, m => { if (m.Text == "offline") Say("The robot is offline; the task waits at the broker until it is back."); }, cancellation);
        await link.SubscribeAsync(topics.Step(id), Delivery.Queued, Step, cancellation);
        await link.SubscribeAsync(topics.Result(id), Delivery.Queued, Result, cancellation);
        await link.SubscribeAsync(topics.Status(id), Delivery.Queued, Status, cancellation);
    }

    /// <summary>Waits for the end; the exit code.</summary>
    public async Task<int> FollowAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            // It may wait as long as it may run.
            return Exit(await _ended.Task.WaitAsync(timeout + timeout + Grace, cancellation));
        }
        catch (TimeoutException)
        {
            Say(_taken.Task.IsCompleted ? $"No end within the time. Cancel it with: mosquitto_pub -t {topics.Cancel(id)} -n" : "Nobody took the task: is the robot served, and may you write to its topic?");
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            return await OfferCancelAsync();
        }
    }

    private async Task<int> OfferCancelAsync()
    {
        if (Console.IsInputRedirected)
        {
            Say($"The task goes on. Cancel it with: mosquitto_pub -t {topics.Cancel(id)} -n");
            return ExitCodes.Interrupted;
        }
        Console.Error.Write("Cancel the task on the robot? [y/N] ");
        if (Console.ReadKey(intercept: false).Key == ConsoleKey.Y)
        {
            await link.PublishAsync(MqttMessage.Of(topics.Cancel(id), ""), CancellationToken.None);
            await Task.WhenAny(_ended.Task, Task.Delay(TimeSpan.FromSeconds(5)));
        }
        Console.Error.WriteLine();
        return ExitCodes.Interrupted;
    }

    private void Step(MqttMessage message)
    {
        if (Parse(message) is not { } step) return;
        if (json) JsonLines.Write(step);
        else
        {
            Say($"  {step["thought"]}");
            if (step["code"]?.ToString() is { } code) Say("    " + code.ReplaceLineEndings("\n    "));
            if (step["printed"]?.ToString() is { Length: > 0 } printed) Say($"  printed: {printed.TrimEnd()}");
            if (step["error"] is JsonObject error) Say($"  {error["code"]}: {error["message"]}");
        }
    }

    private void Result(MqttMessage message)
    {
        if (Parse(message) is not { } result) return;
        if (json) JsonLines.Write(result);
        else if (result["answer"]?.ToString() is { } answer) Console.Out.WriteLine(answer);
    }

    private void Status(MqttMessage message)
    {
        if (Parse(message) is not { } status || status["status"]?.ToString() is not { } state) return;
        _taken.TrySetResult();
        if (!json) Say(status["why"]?.ToString() is { } why ? $"{state}: {why}" : state);
        if (state is "done" or "failed" or "refused" or "cancelled") _ended.TrySetResult(state);
    }

    private static int Exit(string state) => state switch { "done" => ExitCodes.Done, "refused" => ExitCodes.Refused, _ => ExitCodes.Failed };

    private static JsonObject? Parse(MqttMessage message)
    {
        try
        {
            return message.Payload.Length == 0 ? null : JsonNode.Parse(message.Payload.Span)?.AsObject();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Say($"{message.Topic} says what is no JSON object.");
            return null;
        }
    }

    private static void Say(string line) => Console.Error.WriteLine(line);
}
