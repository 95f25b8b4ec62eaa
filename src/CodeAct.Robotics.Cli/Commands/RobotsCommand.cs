using System.CommandLine;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;
using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact robots</c>: the manifests that a name finds.</summary>
internal static class RobotsCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("robots", "List the robots that --robot NAME finds here.") { common.Json };
        command.SetAction(parsed =>
        {
            bool json = parsed.GetValue(common.Json);
            bool bad = false;
            var table = new Table().Border(TableBorder.Simple).AddColumns("robot", "devices", "simulator", "description", "file");
            foreach (string file in RobotCatalogue.Files())
            {
                try
                {
                    RobotManifest robot = ManifestReader.Read(file);
                    if (json) JsonLines.Write(Line(robot));
                    table.AddRow(Markup.Escape(robot.Robot), $"{robot.Devices.Count}", Markup.Escape(robot.Simulator ?? "-"), Markup.Escape(robot.Description), Markup.Escape(Short(file)));
                }
                catch (InvalidFileException e)
                {
                    bad = true;
                    Console.Error.WriteLine(e.Message);
                }
            }

            if (!json) Terminal.For(json).Write(table);
            return bad ? ExitCodes.Failed : ExitCodes.Done;
        });
        return command;
    }

    private static JsonObject Line(RobotManifest robot) => new()
    {
        ["robot"] = robot.Robot,
        ["description"] = robot.Description,
        ["simulator"] = robot.Simulator,
        ["devices"] = robot.Devices.Count,
        ["file"] = robot.Source,
    };

    private static string Short(string file) => Path.GetRelativePath(Environment.CurrentDirectory, file) is var relative && relative.Length < file.Length ? relative : file;
}
