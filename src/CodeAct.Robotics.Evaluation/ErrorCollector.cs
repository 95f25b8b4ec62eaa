using CodeAct.Robotics.Agents;

namespace CodeAct.Robotics.Evaluation;

/// <summary>Notes a task's replies and error codes on the way to another observer.</summary>
internal sealed class ErrorCollector(IAgentObserver next) : IAgentObserver
{
    private readonly List<string> _codes = [];
    private readonly List<string> _replies = [];

    public IReadOnlyList<string> Codes => _codes;

    public IReadOnlyList<string> Replies => _replies;

    public void OnTask(TaskStart start) => next.OnTask(start);

    public void OnTurn(int turn) => next.OnTurn(turn);

    public void OnText(string text) => next.OnText(text);

    public void OnReply(ModelReply reply, ActionSource source)
    {
        _replies.Add(reply.Text);
        next.OnReply(reply, source);
    }

    public void OnTurnEnd(TurnRecord turn)
    {
        if (turn.Outcome.Result.Error is { } error) _codes.Add(error.Code);
        next.OnTurnEnd(turn);
    }

    public void OnEnd(TaskSummary summary) => next.OnEnd(summary);
}
