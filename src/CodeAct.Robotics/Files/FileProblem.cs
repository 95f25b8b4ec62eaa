namespace CodeAct.Robotics.Files;

/// <summary>One thing wrong with a file that a person wrote.</summary>
/// <param name="File">Its name as the person gave it.</param>
/// <param name="Line">From 1; 0 where the whole file is meant.</param>
/// <param name="Key">The path of the key, such as <c>devices[2].limits.max-on</c>; may be empty.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What would be right.</param>
public sealed record FileProblem(string File, int Line, string Key, string Problem, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string place = Line > 0 ? $"{File}:{Line}" : File;
        string key = Key.Length > 0 ? $"{Key}: " : "";
        string remedy = Remedy.Length > 0 ? $" {Remedy}" : "";
        return $"{place}: {key}{Problem}{remedy}";
    }
}

/// <summary>A file is refused whole; the message lists every problem, a line each.</summary>
public sealed class InvalidFileException : Exception
{
    /// <summary>Refuses a file.</summary>
    /// <param name="problems">At least one.</param>
    public InvalidFileException(IReadOnlyList<FileProblem> problems)
        : base(string.Join('\n', problems))
    {
        Problems = problems;
    }

    /// <summary>Refuses a file for one reason.</summary>
    public InvalidFileException(string file, int line, string problem, string remedy = "")
        : this([new FileProblem(file, line, "", problem, remedy)])
    {
    }

    /// <summary>All that is wrong, in the file's order.</summary>
    public IReadOnlyList<FileProblem> Problems { get; }
}
