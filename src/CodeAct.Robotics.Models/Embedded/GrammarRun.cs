using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Sampling;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>One reply under a grammar.</summary>
sealed class GrammarRun(GrammarMasks masks, ReplyState start, bool jump)
{
    readonly JumpForward? _jump = jump ? new JumpForward(masks.Tokenizer) : null;

    /// <summary>Allows and refuses tokens.</summary>
    public TokenConstraint Constraint { get; } = new(masks, start);

    /// <summary>Takes the token just chosen, the last of the reply, and adds those that must follow it.</summary>
    public void Accept(int token, List<int> reply, int room)
    {
        Constraint.Accept(token);
        if (_jump is null)
        {
            return;
        }
        foreach (var next in _jump.Tokens(Constraint.State, reply).Take(room - reply.Count))
        {
            Constraint.Accept(next);
            reply.Add(next);
        }
    }
}
