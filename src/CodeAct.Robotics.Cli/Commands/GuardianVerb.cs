using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Guardian;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact guardian SOCKET AFTERLIFE PATIENCE</c>: this program in its other role. Started by the program itself and by nobody else.</summary>
internal static class GuardianVerb
{
    public const string Name = "guardian";

    /// <summary>Runs the role where the arguments ask for it; null where they ask for something else.</summary>
    public static int? TryRun(string[] arguments) => arguments is [Name, var socket, var afterlife, var patience]
        ? GuardianRole.Run(socket, afterlife, LinuxKernel.FromEnvironment(), Console.Error.WriteLine, double.Parse(patience, CultureInfo.InvariantCulture))
        : null;
}
