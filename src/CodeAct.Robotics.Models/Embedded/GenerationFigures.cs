using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>What one reply of the embedded model took.</summary>
/// <param name="PromptTokens">Tokens of the conversation.</param>
/// <param name="CachedTokens">How many of them were there from the call before or an earlier process, and weren't computed again.</param>
/// <param name="ReplyTokens">Tokens generated, the end mark not counted.</param>
/// <param name="Prefill">Time for the conversation.</param>
/// <param name="Decode">Time for the reply.</param>
public sealed record GenerationFigures(int PromptTokens, int CachedTokens, int ReplyTokens, TimeSpan Prefill, TimeSpan Decode)
{
    /// <summary>How many of the reply's tokens the grammar left no choice about, so that they were put in rather than chosen.</summary>
    public int ForcedTokens { get; init; }

    /// <summary>How many of the reply's tokens had been guessed from the conversation and computed beforehand.</summary>
    public int GuessedTokens { get; init; }

    /// <summary>How often the grammar refused the likeliest token.</summary>
    public int RefusedTokens { get; init; }

    /// <summary>The key under which these stand in the additional properties of a response.</summary>
    public const string Key = "codeact.figures";

    /// <summary>The figures of a response, or null where it came from another kind of model.</summary>
    public static GenerationFigures? Of(ChatResponse response) =>
        // Joining streamed updates puts their properties on the message they belong to.
        response.Messages.Select(message => message.AdditionalProperties)
            .Prepend(response.AdditionalProperties)
            .Select(properties => properties?.GetValueOrDefault(Key) as GenerationFigures)
            .FirstOrDefault(figures => figures is not null);
}
