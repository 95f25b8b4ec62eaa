namespace CodeAct.Robotics.Models.Engine;

/// <summary>A conversation is longer than the context it must fit.</summary>
public sealed class ContextOverflowException(int tokens, int contextLength)
    : Exception($"The conversation is {tokens} tokens long; the model's context holds {contextLength}. Shorten it: fold older turns, or describe fewer devices.")
{
    /// <summary>Tokens of the conversation.</summary>
    public int Tokens { get; } = tokens;

    /// <summary>Tokens that the context holds.</summary>
    public int ContextLength { get; } = contextLength;
}
