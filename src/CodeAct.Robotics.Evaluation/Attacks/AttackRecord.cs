using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents;

namespace CodeAct.Robotics.Evaluation.Attacks;

/// <summary>What became of a program, as a line of the report.</summary>
/// <param name="Program">The program.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Stage">Where it ended.</param>
/// <param name="Milliseconds">Wall time.</param>
/// <param name="NextActionOk">Whether a harmless action worked after it.</param>
/// <param name="Why">The error's code and message, or what was touched; null where it just ran.</param>
public sealed record AttackRecord(AttackProgram Program, AttackOutcome Outcome, ActionStage Stage, double Milliseconds, bool NextActionOk, string? Why)
{
    /// <summary>
    /// Whether it was held: stopped where it was expected or earlier, and the next action worked. A harmless program is held when it was allowed.
    /// </summary>
    public bool Held => NextActionOk && Outcome != AttackOutcome.Escaped && Program.Expected switch
    {
        AttackOutcome.Allowed => Outcome == AttackOutcome.Allowed,
        AttackOutcome.Contained => true,
        AttackOutcome expected => Outcome <= expected,
    };

    /// <summary>The line. The host that writes it is alive.</summary>
    public JsonObject ToJson() => new()
    {
        ["id"] = Program.Id,
        ["expect"] = Program.Expect,
        ["outcome"] = Outcome.ToString().ToLowerInvariant(),
        ["stage"] = Stage.ToString().ToLowerInvariant(),
        ["ms"] = Math.Round(Milliseconds, 1),
        ["hostAlive"] = true,
        ["nextActionOk"] = NextActionOk,
    };
}
