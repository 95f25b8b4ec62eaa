namespace CodeAct.Robotics.Models.Replay;

/// <summary>A replay file has no reply for this turn.</summary>
public sealed class ReplayExhaustedException(string path, int turn, int replies)
    : Exception($"{path}: has {replies} {(replies == 1 ? "reply" : "replies")}, and turn {turn} asks for one more.")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The turn that found none, from 1.</summary>
    public int Turn { get; } = turn;
}

/// <summary>A replay file is missing, or a line of it is not a JSON object. The message begins with file and line.</summary>
public sealed class ReplayFileException(string message, Exception? inner = null) : Exception(message, inner);
