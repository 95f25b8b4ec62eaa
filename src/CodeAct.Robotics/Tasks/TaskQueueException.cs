using Microsoft.Data.Sqlite;

namespace CodeAct.Robotics.Tasks;

/// <summary>The queue's file can't be read or written. What was accepted before is still there.</summary>
public sealed class TaskQueueException(string message) : Exception(message)
{
    // Primary result codes of sqlite.org/rescode.html.
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26;

    internal static TaskQueueException Of(string path, Exception e) => new(e is not SqliteException sqlite ? $"The task queue {path} can't be used: {e.Message}" : sqlite.SqliteErrorCode switch
    {
        Busy or Locked => $"The task queue {path} is locked: another process serves this robot.",
        ReadOnly or CantOpen => $"The task queue {path} can't be written. Check its owner and rights.",
        Corrupt or NotADatabase => $"The task queue {path} is damaged. Move it away to begin with an empty queue; what it held is lost to this robot.",
        Full => $"The disk of the task queue {path} is full. Make room; nothing that was accepted is lost.",
        InputOutput => $"The disk of the task queue {path} does not work: {e.Message}",
        _ => $"The task queue {path} does not work: {e.Message}",
    });
}
