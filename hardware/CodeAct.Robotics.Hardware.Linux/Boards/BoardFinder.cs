using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Boards;

/// <summary>Finds out which board the program runs on: by the root of the device tree, from the most particular name to the most general.</summary>
public static class BoardFinder
{
    /// <summary>The name of the file for a board without a file of its own.</summary>
    public const string Generic = "generic";

    private const string Tree = "/proc/device-tree";

    /// <summary>What the device tree calls the machine, or null where there is none, as on a PC.</summary>
    public static string? Model(IKernel kernel) => Read(kernel, $"{Tree}/model") is [var model, ..] ? model : null;

    /// <summary>The names that the machine goes by, the most particular first; empty without a device tree.</summary>
    public static IReadOnlyList<string> Compatible(IKernel kernel) => Read(kernel, $"{Tree}/compatible");

    /// <summary>The board, or null where no file names it.</summary>
    /// <param name="kernel">Reads the device tree.</param>
    /// <param name="folders">Folders of board files, those that count more first; ones that are not there are passed over.</param>
    /// <exception cref="InvalidFileException">A file is bad: whichever it is, since it may be the one that is meant.</exception>
    public static BoardFile? Find(IKernel kernel, IEnumerable<string> folders)
    {
        BoardFile[] boards =
        [
            .. folders.Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*.yaml").Order(StringComparer.Ordinal)).Select(f => BoardReader.Read(YamlFile.Load(f))),
        ];
        foreach (string name in Compatible(kernel))
            if (boards.FirstOrDefault(b => b.Compatible.Contains(name)) is { } found) return found;
        return boards.FirstOrDefault(b => b.Name == Generic);
    }

    // Strings that end with a zero each.
    private static string[] Read(IKernel kernel, string path)
    {
        try
        {
            return kernel.Exists(path) ? kernel.ReadText(path).Split('\0', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        }
        catch (KernelException)
        {
            return [];
        }
    }
}
