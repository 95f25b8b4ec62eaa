namespace CodeAct.Robotics.Tasks;

/// <summary>Ids of tasks that came without one.</summary>
public static class TaskId
{
    /// <summary>A new one: it sorts by time, and no two of one second meet.</summary>
    public static string New(TimeProvider time) => $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..6]}";
}
