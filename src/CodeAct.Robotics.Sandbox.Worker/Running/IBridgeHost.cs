using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox.Worker.Running;

/// <summary>Takes what the running code says to the outside.</summary>
internal interface IBridgeHost
{
    /// <summary>Sends a call and waits for its answer.</summary>
    ReplyFrame Call(int target, int member, double a, double b, double c, string? text);

    /// <summary>Sends printed text.</summary>
    void Print(string text);
}
