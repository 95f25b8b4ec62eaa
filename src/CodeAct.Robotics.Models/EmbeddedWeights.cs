namespace CodeAct.Robotics.Models;

/// <summary>Finds the weights that come with the program.</summary>
public static class EmbeddedWeights
{
    /// <summary>The variable that names a folder to look in first.</summary>
    public const string Variable = "CODEACT_MODELS";

    /// <summary>
    /// The first <c>*.gguf</c>, by name, in the folder that <see cref="Variable"/> names; else in <c>models</c> beside the program
    /// or in a folder above it, as in a checkout.
    /// </summary>
    /// <param name="start">Where to begin; default: the program's folder.</param>
    /// <param name="folder">Overrides the variable.</param>
    /// <exception cref="FileNotFoundException">There are none; the message says where they were looked for.</exception>
    public static string Find(string? start = null, string? folder = null)
    {
        folder ??= Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(folder))
        {
            return In(folder) ?? throw new FileNotFoundException($"{Variable} names '{folder}', and there is no *.gguf in it.");
        }
        start ??= AppContext.BaseDirectory;
        for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
        {
            if (In(Path.Combine(at.FullName, "models")) is { } found)
            {
                return found;
            }
        }
        throw new FileNotFoundException(
            $"No embedded model: there is no models/*.gguf beside '{start}' or above it. Set {Variable} to its folder, or name a model with --model.");
    }

    static string? In(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.gguf").Order(StringComparer.Ordinal).FirstOrDefault() : null;
}
