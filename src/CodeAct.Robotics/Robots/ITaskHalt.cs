namespace CodeAct.Robotics.Robots;

/// <summary>
/// Something that a task can't go on without, such as the broker of its devices where the manifest says so. Its loss ends the running task
/// in the safe state; nothing latches, and the next task may begin when it is back.
/// </summary>
public interface ITaskHalt
{
    /// <summary>Why no task goes on now, in a few words; null while all is well.</summary>
    string? HaltReason { get; }

    /// <summary>Called on any thread when <see cref="HaltReason"/> has become one.</summary>
    event Action? Halted;
}
