using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Hardware.Linux.Boards.Examination;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact doctor --hardware</c>: the robot's hardware on this machine.</summary>
internal static class HardwareProbe
{
    public static IEnumerable<Finding> Run(string robot)
    {
        IReadOnlyList<IDriverFamily> families = [];
        try
        {
            RobotManifest manifest = RobotCatalogue.Get(robot);
            var kernel = new LinuxKernel();
            BoardFile? board = Boards.Find(kernel);
            families = DriverFamilies.Create(manifest, new HardwareOptions().Broker);
            return [.. new HardwareExamination(kernel, board, families, new MonotonicClock(TimeProvider.System)).Run(manifest).Select(Told)];
        }
        catch (InvalidFileException e)
        {
            return [new Finding("hardware", FindingState.Missing, e.Message)];
        }
        finally
        {
            foreach (IDriverFamily family in families) family.Dispose();
        }
    }

    private static Finding Told(BoardFinding finding) => new(
        finding.Subject,
        finding.Verdict switch { BoardVerdict.Ok => FindingState.Ok, BoardVerdict.Note => FindingState.Note, _ => FindingState.Missing },
        finding.What,
        finding.Remedy);
}
