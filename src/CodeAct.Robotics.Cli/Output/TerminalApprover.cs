using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Cli;

/// <summary>Asks the person at the terminal, on standard error. Only a <c>y</c> that is typed after the question is a yes.</summary>
internal sealed class TerminalApprover : IApprover
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>For this process's terminal; null where nobody sits there.</summary>
    public static TerminalApprover? Here() => Console.IsInputRedirected || Console.IsErrorRedirected ? null : new TerminalApprover();

    public async Task<bool> AskAsync(ApprovalRequest request, CancellationToken cancellation)
    {
        // What was typed before it knew nothing of the question.
        while (Console.KeyAvailable) Console.ReadKey(intercept: true);
        Console.Error.WriteLine($"{request.Robot} needs your yes for {string.Join(", ", request.Devices)}:");
        foreach (string effect in request.Effects) Console.Error.WriteLine($"  {effect}");
        Console.Error.Write($"Do it? [y/N] (no at {request.Expires.ToLocalTime():HH:mm:ss}) ");
        try
        {
            while (!Console.KeyAvailable) await Task.Delay(Look, cancellation);
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            bool yes = key.KeyChar is 'y' or 'Y';
            Console.Error.WriteLine(yes ? "yes" : "no");
            return yes;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("no");
            throw;
        }
    }
}
