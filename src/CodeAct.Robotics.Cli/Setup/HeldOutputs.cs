using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Cli;

/// <summary>What a task left on when the program that ran it is about to leave: it goes to its safe state, since nobody would watch it.</summary>
internal static class HeldOutputs
{
    // Between two looks whether something is still on.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Says what is on; where it is to stay, returns only when it is safe for another reason, or at Ctrl-C.</summary>
    public static async Task LeaveAsync(Governor governor, bool stay, CancellationToken cancellation)
    {
        if (governor.Unsafe is not { Count: > 0 } held || cancellation.IsCancellationRequested) return;
        string names = string.Join(", ", held), verb = held.Count == 1 ? "is" : "are";
        if (!stay)
        {
            Console.Error.WriteLine($"{names} {verb} made safe now, as the program leaves. To keep what is on, say --stay, or let codeact serve drive the robot.");
            return;
        }

        Console.Error.WriteLine($"{names} {verb} kept until Ctrl-C.");
        try
        {
            while (governor.Unsafe.Count > 0) await Task.Delay(Look, cancellation);
            Console.Error.WriteLine("All is in its safe state; nothing is left to keep.");
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Leaving; all is made safe.");
        }
    }
}
