using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CodeAct.Robotics.Files;

/// <summary>One YAML document being read: collects every problem with its line, so that a person sees all of them at once.</summary>
public sealed class YamlFile
{
    private readonly List<FileProblem> _problems = [];

    private YamlFile(string name, YamlNode root)
    {
        Name = name;
        Root = root;
    }

    /// <summary>The name for messages.</summary>
    public string Name { get; }

    /// <summary>The document's root.</summary>
    public YamlNode Root { get; }

    /// <summary>A document that was read before, or made by a program, with no problem noted yet.</summary>
    internal static YamlFile Of(string name, YamlNode root) => new(name, root);

    /// <summary>Parses a text of one document.</summary>
    /// <exception cref="InvalidFileException">No YAML, empty, or more than one document.</exception>
    public static YamlFile Parse(string text, string name)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new InvalidFileException(name, (int)e.Start.Line, $"this is not YAML: {e.InnerException?.Message ?? e.Message}");
        }

        if (stream.Documents.Count != 1)
            throw new InvalidFileException(name, 0, stream.Documents.Count == 0 ? "the file is empty." : "one document is expected, not several.");
        return new YamlFile(name, stream.Documents[0].RootNode);
    }

    /// <summary>Reads and parses a file of at most 1 MB.</summary>
    /// <exception cref="InvalidFileException">It can't be read or is no YAML.</exception>
    public static YamlFile Load(string path)
    {
        try
        {
            if (new FileInfo(path).Length > 1 << 20) throw new InvalidFileException(path, 0, "the file is larger than 1 MB.");
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidFileException(path, 0, $"can't be read: {e.Message}");
        }
    }

    /// <summary>The root as a mapping.</summary>
    public YamlMap RootMap() => Root is YamlMappingNode map
        ? new YamlMap(this, map, "")
        : throw new InvalidFileException(Name, (int)Root.Start.Line, "a mapping of keys is expected at the top.");

    /// <summary>Notes a problem at a node.</summary>
    public void Refuse(YamlNode node, string key, string problem, string remedy = "") =>
        _problems.Add(new FileProblem(Name, (int)node.Start.Line, key, problem, remedy));

    /// <summary>Ends the reading.</summary>
    /// <exception cref="InvalidFileException">Something was noted.</exception>
    public void ThrowIfRefused()
    {
        if (_problems.Count > 0) throw new InvalidFileException(_problems.OrderBy(p => p.Line).ToList());
    }
}
