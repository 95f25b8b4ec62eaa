using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Cli;

/// <summary>The board that this program runs on.</summary>
internal static class Boards
{
    /// <summary>Where its file may be: the user's and the system's configuration, then what came with the program.</summary>
    public static IEnumerable<string> Folders
    {
        get
        {
            IEnumerable<string> own = Paths.Configuration.Reverse().Select(f => Path.Combine(f, "boards"));
            return Paths.Shipped(Path.Combine("hardware", "boards")) is { } shipped ? own.Append(shipped) : own;
        }
    }

    /// <summary>The board, or null where no file names it.</summary>
    /// <exception cref="Files.InvalidFileException">A board's file is bad.</exception>
    public static BoardFile? Find(IKernel kernel) => BoardFinder.Find(kernel, Folders);

    /// <summary>Its header: what <c>pin: header 11</c> means.</summary>
    /// <exception cref="Files.InvalidFileException">A board's file is bad.</exception>
    public static IHeader Header(IKernel kernel) => Find(kernel) is { Pins.Count: > 0 } board ? new BoardHeader(board) : new UnknownHeader();
}
