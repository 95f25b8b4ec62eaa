using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Cli;

/// <summary>Finds manifests: a path as it is; a name in the current folder, the user's configuration, then hardware/robots.</summary>
internal static class RobotCatalogue
{
    /// <summary>The folders that are searched for a name, in order.</summary>
    public static IReadOnlyList<string> Folders
    {
        get
        {
            var folders = new List<string> { Environment.CurrentDirectory };
            folders.AddRange(Paths.Configuration.Reverse().SelectMany(f => new[] { Path.Combine(f, "robots"), f }));
            if (Paths.Shipped(Path.Combine("hardware", "robots")) is { } shipped) folders.Add(shipped);
            return folders;
        }
    }

    /// <summary>The manifest, or null where nothing of that name is there.</summary>
    /// <exception cref="InvalidFileException">It is there and bad.</exception>
    public static RobotManifest? Find(string nameOrFile)
    {
        bool isPath = nameOrFile.Contains('/', StringComparison.Ordinal) || nameOrFile.EndsWith(".yaml", StringComparison.Ordinal) || nameOrFile.EndsWith(".yml", StringComparison.Ordinal);
        if (isPath && File.Exists(nameOrFile)) return ManifestReader.Read(nameOrFile);
        foreach (string folder in Folders)
        {
            string path = Path.Combine(folder, $"{nameOrFile}.yaml");
            if (ManifestReader.IsManifest(path)) return ManifestReader.Read(path);
        }

        return null;
    }

    /// <summary>As <see cref="Find"/>, but missing is an error.</summary>
    /// <exception cref="InvalidFileException">Missing or bad.</exception>
    public static RobotManifest Get(string nameOrFile) => Find(nameOrFile) ?? throw new InvalidFileException(
        nameOrFile, 0, "there is no such robot.", $"`codeact robots` lists those there are; or name a manifest file.{Near(nameOrFile)}");

    /// <summary>Every manifest file that a name could find, nearest folder first; later ones of a name already seen are hidden by it.</summary>
    public static IEnumerable<string> Files()
    {
        var seen = new HashSet<string>();
        foreach (string folder in Folders.Where(Directory.Exists))
            foreach (string file in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
                if (Path.GetFileName(file) != "codeact.yaml" && ManifestReader.IsManifest(file) && seen.Add(Path.GetFileName(file))) yield return file;
    }

    private static string Near(string name) =>
        NearestName.Of(name, Files().Select(f => Path.GetFileNameWithoutExtension(f))) is { } near ? $" Did you mean '{near}'?" : "";
}
