using System.Text;
using CodeAct.Robotics.Models.Embedded;
using CodeAct.Robotics.Models.Sampling;
using LLama;
using LLama.Native;
using LLama.Sampling;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.LlamaCpp;

/// <summary>Continues a prompt token by token until its end.</summary>
sealed class LlamaReply(LLamaWeights weights, LlamaSession session, TimeProvider time)
{
    /// <param name="prompt">The conversation's tokens.</param>
    /// <param name="prefix">How many of them other conversations begin with, too.</param>
    /// <param name="sampling">Chooses the tokens, under a grammar where there is one.</param>
    /// <param name="stops">Strings that end the reply.</param>
    /// <param name="maxTokens">Tokens at most, the context's room permitting.</param>
    /// <param name="give">Takes the text as it comes.</param>
    /// <param name="cancellation">Looked at between batches of the prompt and between tokens.</param>
    public async Task<(GenerationFigures Figures, ChatFinishReason Why)> RunAsync(
        LLamaToken[] prompt, int prefix, ISamplingPipeline sampling, StopStrings stops, int maxTokens, Action<string> give, CancellationToken cancellation)
    {
        var begin = time.GetTimestamp();
        var cached = await session.ContinueAsync(prompt, prefix, cancellation);
        var prefill = time.GetElapsedTime(begin);

        begin = time.GetTimestamp();
        var decoder = new StreamingTokenDecoder(Encoding.UTF8, weights);
        var room = Math.Min(maxTokens, session.ContextLength - prompt.Length);
        var count = 0;
        var why = ChatFinishReason.Length;
        while (count < room)
        {
            cancellation.ThrowIfCancellationRequested();
            var token = session.Sample(sampling);
            if (token.IsEndOfGeneration(weights.Vocab))
            {
                why = ChatFinishReason.Stop;
                break;
            }
            count++;
            decoder.Add(token);
            Give(stops.Push(decoder.Read()), give);
            if (stops.Reached)
            {
                why = ChatFinishReason.Stop;
                break;
            }
            if (count < room)
            {
                await session.AppendAsync(token);
            }
        }
        Give(stops.Finish(), give);
        return (new GenerationFigures(prompt.Length, cached, count, prefill, time.GetElapsedTime(begin)), why);
    }

    static void Give(string text, Action<string> give)
    {
        if (text.Length > 0)
        {
            give(text);
        }
    }
}
