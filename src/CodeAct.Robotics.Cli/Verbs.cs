using System.CommandLine;

namespace CodeAct.Robotics.Cli;

/// <summary>All verbs.</summary>
internal static class Verbs
{
    public static RootCommand Create(Settings settings)
    {
        var common = new CommonOptions(settings);
        return new RootCommand("A person tells a robot what to do in plain words; a local model answers with C# that runs in a sandbox on the robot's devices.")
        {
            DemoCommand.Create(common),
            RunCommand.Create(common),
            ExecCommand.Create(common),
            ServeCommand.Create(common),
            SendCommand.Create(common),
            EvalCommand.Create(common),
            DescribeCommand.Create(common),
            RobotsCommand.Create(common),
            ModelsCommand.Create(common),
            DatasetCommand.Create(common),
            DoctorCommand.Create(common),
            AttackCommand.Create(common),
            StopCommands.CreateEStop(common),
            StopCommands.CreateSafe(common),
        };
    }
}
