using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Models.Sampling;
using CodeAct.Robotics.Models.Tokenization;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>Continues a prompt token by token until its end. Runs on the caller's thread.</summary>
sealed class ReplyGenerator(EmbeddedModel model, ChatMlTemplate template, bool lookUp, TimeProvider time)
{
    /// <param name="readings">The conversation. Where it is read twice, that ends with the reply's first line, the thought, which names the devices.</param>
    /// <param name="sampler">Chooses the tokens.</param>
    /// <param name="stops">Strings that end the reply.</param>
    /// <param name="maxTokens">Tokens at most, the context's room permitting.</param>
    /// <param name="give">Takes the text as it comes.</param>
    /// <param name="grammar">What the reply may be, or null for anything.</param>
    /// <param name="cancellation">Looked at between batches of the prompt and between tokens.</param>
    /// <exception cref="ContextOverflowException">The prompt leaves no room for a reply.</exception>
    public (GenerationFigures Figures, ChatFinishReason Why) Run(
        Readings readings, TokenSampler sampler, StopStrings stops, int maxTokens, Action<string> give, GrammarRun? grammar, CancellationToken cancellation)
    {
        var prompt = readings.Prompt;
        if (prompt.Count >= readings.ContextLength)
        {
            throw new ContextOverflowException(prompt.Count + 1, readings.ContextLength);
        }
        var begin = time.GetTimestamp();
        var cached = readings.Read([], cancellation);
        var prefill = time.GetElapsedTime(begin);

        var guessed = readings.Guessed;
        begin = time.GetTimestamp();
        var decoder = new TokenTextDecoder(model.Tokenizer);
        var room = Math.Min(maxTokens, readings.ContextLength - prompt.Count);
        var count = 0;
        var why = ChatFinishReason.Length;
        var forced = 0;
        var reply = new List<int>();
        var given = 0;
        while (count < room)
        {
            cancellation.ThrowIfCancellationRequested();
            if (grammar is not null && grammar.Repair(TokenSampler.Likeliest(readings.Scores), reply))
            {
                // The last token that stays is computed again, for its scores.
                readings.Read(reply, cancellation);
            }
            var token = grammar is null ? sampler.Choose(readings.Scores) : sampler.Choose(readings.Scores, grammar.Constraint);
            // Where the grammar leaves nothing, the reply ends as it is.
            if (token < 0 || grammar is null && template.IsEnd(token))
            {
                why = ChatFinishReason.Stop;
                break;
            }
            var first = reply.Count;
            reply.Add(token);
            grammar?.Accept(token, reply, room);
            count = reply.Count;
            if (readings.AreTwo && reply.Skip(first).Any(next => model.Tokenizer.Decode([next]).Contains('\n', StringComparison.Ordinal)))
            {
                readings.LeaveSecond();
            }
            forced += count - first - 1;
            for (var settled = grammar?.Settled(reply) ?? count; given < settled; given++)
            {
                Give(stops.Push(decoder.Push(reply[given])), give);
            }
            if (stops.Reached || grammar is { Constraint.State.IsEnd: true })
            {
                why = ChatFinishReason.Stop;
                break;
            }
            if (count < room)
            {
                ReadOnlySpan<int> guess = lookUp ? PromptLookup.Guess(prompt, reply) : [];
                readings.Append(reply, first, grammar is null ? guess : grammar.Allowed(guess), cancellation);
            }
        }
        foreach (var next in reply.Skip(given))
        {
            Give(stops.Push(decoder.Push(next)), give);
        }
        Give(stops.Push(decoder.Finish()), give);
        Give(stops.Finish(), give);
        var figures = new GenerationFigures(prompt.Count, cached, reply.Count, prefill, time.GetElapsedTime(begin))
        {
            ForcedTokens = forced,
            GuessedTokens = (int)(readings.Guessed - guessed),
            RefusedTokens = grammar?.Constraint.Refused ?? 0,
        };
        return (figures, why);
    }

    static void Give(string text, Action<string> give)
    {
        if (text.Length > 0)
        {
            give(text);
        }
    }
}
