using System.Text;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Agents;

/// <summary>Asks the model for a reply, hands its words on as they come, and counts what it cost.</summary>
internal sealed class ReplyStream(IChatClient model, AgentOptions options, TimeProvider time)
{
    private readonly ChatOptions _chat = new()
    {
        MaxOutputTokens = options.MaxReplyTokens,
        Temperature = options.Temperature,
    };

    public async Task<ModelReply> NextAsync(List<ChatMessage> messages, Action<string> onText, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        var text = new StringBuilder();
        double first = 0;
        long pieces = 0;
        bool truncated = false;
        UsageDetails? usage = null;
        await foreach (ChatResponseUpdate update in model.GetStreamingResponseAsync(messages, _chat, cancellation))
        {
            truncated |= update.FinishReason == ChatFinishReason.Length;
            foreach (UsageContent content in update.Contents.OfType<UsageContent>()) usage = content.Details;
            if (update.Text is not { Length: > 0 } piece) continue;
            if (pieces++ == 0) first = time.GetElapsedTime(began).TotalSeconds;
            text.Append(piece);
            onText(piece);
        }

        return new ModelReply(
            text.ToString(), truncated, usage?.InputTokenCount ?? 0, usage?.CachedInputTokenCount ?? 0, usage?.OutputTokenCount ?? pieces,
            time.GetElapsedTime(began).TotalSeconds, first);
    }
}
