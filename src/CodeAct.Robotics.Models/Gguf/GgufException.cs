namespace CodeAct.Robotics.Models.Gguf;

/// <summary>A model file that can't be used. The message names the file and what is wrong with it.</summary>
public sealed class GgufException : Exception
{
    /// <summary>Makes the exception for one file.</summary>
    /// <param name="path">The file, as the caller named it.</param>
    /// <param name="problem">What is wrong, as the end of a sentence that begins with the file's name.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public GgufException(string path, string problem, Exception? inner = null)
        : base($"{path}: {problem}", inner) => Path = path;

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }
}
