using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>What the next reply of a task may be: the robot's grammar, and what earlier actions declared. A chat client that can hold its model to it does.</summary>
/// <param name="Grammar">The robot's grammar.</param>
/// <param name="Start">Where the reply begins.</param>
public sealed record ReplyGrammar(ActionGrammar Grammar, ReplyState Start)
{
    /// <summary>The key under which this stands in the additional properties of a request; under the same key, true in a reply's says that it was kept to.</summary>
    public const string Key = "codeact.grammar";

    /// <summary>The same for llama.cpp, without what earlier actions declared.</summary>
    public string Gbnf() => GbnfWriter.Write(Grammar);

    /// <summary>The grammar that came with a request, or null.</summary>
    public static ReplyGrammar? Of(ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(Key) as ReplyGrammar;
}
