using System.Text;
using CodeAct.Robotics.Agents.Grammar;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Agents;

/// <summary>Asks the model for a reply, hands its words on as they come, and counts what it cost.</summary>
internal sealed class ReplyStream(IChatClient model, AgentOptions options, SecondReading? second, TimeProvider time)
{
    private readonly ChatOptions _chat = new() { MaxOutputTokens = options.MaxReplyTokens };

    /// <param name="messages">The conversation.</param>
    /// <param name="grammar">What the reply may be, or null for anything.</param>
    /// <param name="warm">True where the likeliest reply has failed again and again, so that another is wanted.</param>
    /// <param name="onText">Takes the words as they come.</param>
    /// <param name="cancellation">Ends the reply.</param>
    public async Task<ModelReply> NextAsync(List<ChatMessage> messages, ReplyGrammar? grammar, bool warm, Action<string> onText, CancellationToken cancellation)
    {
        _chat.Temperature = warm ? Math.Max(options.Temperature, options.RetryTemperature) : options.Temperature;
        _chat.AdditionalProperties = [];
        if (grammar is not null) _chat.AdditionalProperties[ReplyGrammar.Key] = grammar;
        if (second is not null) _chat.AdditionalProperties[SecondReading.Key] = second;
        long began = time.GetTimestamp();
        var text = new StringBuilder();
        double first = 0;
        long pieces = 0;
        bool truncated = false, constrained = false;
        UsageDetails? usage = null;
        await foreach (ChatResponseUpdate update in model.GetStreamingResponseAsync(messages, _chat, cancellation))
        {
            truncated |= update.FinishReason == ChatFinishReason.Length;
            constrained |= update.AdditionalProperties?.GetValueOrDefault(ReplyGrammar.Key) is true;
            foreach (UsageContent content in update.Contents.OfType<UsageContent>()) usage = content.Details;
            if (update.Text is not { Length: > 0 } piece) continue;
            if (pieces++ == 0) first = time.GetElapsedTime(began).TotalSeconds;
            text.Append(piece);
            onText(piece);
        }

        return new ModelReply(
            text.ToString(), truncated, usage?.InputTokenCount ?? 0, usage?.CachedInputTokenCount ?? 0, usage?.OutputTokenCount ?? pieces,
            time.GetElapsedTime(began).TotalSeconds, first)
        { Constrained = constrained };
    }
}
