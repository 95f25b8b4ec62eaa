using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox;

/// <summary>From what a worker said, or how it died, to an action's result. All texts are cut here once more.</summary>
internal static class Results
{
    private const int MaxText = 4000, MaxMessage = 1000, MaxCode = 40;

    public static ActionResult Of(FinishedMessage finished, ActionExchange exchange, TimeSpan elapsed, string? lost)
    {
        WorkerError? error = finished.Error;
        return Base(exchange, elapsed) with
        {
            Stage = finished.Stage switch
            {
                WorkerStage.Analysis => ActionStage.Analysis,
                WorkerStage.Compile => ActionStage.Compile,
                WorkerStage.Done => ActionStage.Done,
                _ => ActionStage.Run,
            },
            Error = error is null ? null : new ActionError(
                Cut(error.Code, MaxCode), Joined(Cut(error.Message, MaxMessage), lost), error.Line is > 0 ? error.Line : null, error.Hint is null ? null : Cut(error.Hint, MaxCode * 2)),
            Returned = finished.Returned is null ? null : Cut(finished.Returned, MaxText),
            Done = finished.Done is null ? null : new ActionEnd(finished.Done.Ok, Cut(finished.Done.Answer, MaxText)),
            StateLost = lost is not null,
        };
    }

    public static ActionResult OfDeath(ActionExchange exchange, bool timeout, string lastWords, SandboxOptions options, TimeSpan elapsed, string lost)
    {
        (string code, string message) = timeout
            ? (ErrorCodes.Timeout, exchange.Running
                ? $"The code ran longer than {options.RunTime.TotalSeconds:0.###} s and was killed."
                : $"Compiling the code took longer than {options.CompileTime.TotalSeconds:0.###} s. Nothing ran.")
            : lastWords.Contains("memory", StringComparison.OrdinalIgnoreCase)
                ? (ErrorCodes.Budget, "The action needs more memory than there is.")
                : lastWords.Contains("Stack overflow", StringComparison.Ordinal)
                    ? (ErrorCodes.WorkerDied, "The code used up the stack, and its process died.")
                    : (ErrorCodes.WorkerDied, "The process of the code died.");
        return Base(exchange, elapsed) with { Error = new ActionError(code, Joined(message, lost)), StateLost = true };
    }

    private static ActionResult Base(ActionExchange exchange, TimeSpan elapsed) => new()
    {
        Stage = exchange.Running ? ActionStage.Run : ActionStage.Compile,
        Printed = exchange.Printed,
        DeviceCalls = exchange.DeviceCalls,
        ElapsedMs = elapsed.TotalMilliseconds,
    };

    private static string Joined(string message, string? lost) => lost is null ? message : $"{message} {lost}";

    private static string Cut(string text, int length) => PlainText.Of(text.Length <= length ? text : text[..length]);
}
