using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Episodes;

namespace CodeAct.Robotics.Cli;

/// <summary>Tells several observers.</summary>
internal sealed class CombinedObserver(params IAgentObserver[] all) : IAgentObserver
{
    public void OnTask(TaskStart start) => Array.ForEach(all, o => o.OnTask(start));

    public void OnTurn(int turn) => Array.ForEach(all, o => o.OnTurn(turn));

    public void OnText(string text) => Array.ForEach(all, o => o.OnText(text));

    public void OnReply(ModelReply reply, ActionSource source) => Array.ForEach(all, o => o.OnReply(reply, source));

    public void OnTurnEnd(TurnRecord turn) => Array.ForEach(all, o => o.OnTurnEnd(turn));

    public void OnEnd(TaskSummary summary) => Array.ForEach(all, o => o.OnEnd(summary));
}

/// <summary>Prints each turn as a JSON line.</summary>
internal sealed class JsonObserver : IAgentObserver
{
    public void OnTurnEnd(TurnRecord turn) => JsonLines.Write(ActionJson.Of(turn));
}
