using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact doctor</c>: what holds on this machine, and how it knows.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommonOptions common)
    {
        var hardware = new Option<bool>("--hardware") { Description = "also the board, each pin and bus of the robot, and each sensor by one reading; nothing is moved" };
        var command = new Command("doctor", "Check this machine: what works, what is missing, what to do. Exit 1 when something needed is missing.") { common.Robot, hardware, common.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            bool json = parsed.GetValue(common.Json);
            IAnsiConsole console = Terminal.For(json);
            bool ok = true;
            await foreach (Finding finding in Examination.RunAsync(parsed.GetValue(common.Robot)!, common.Settings, parsed.GetValue(hardware), cancellation))
            {
                ok &= finding.State != FindingState.Missing;
                if (json)
                {
                    JsonLines.Write(new JsonObject { ["check"] = finding.Check, ["state"] = finding.State.ToString().ToLowerInvariant(), ["what"] = finding.What, ["remedy"] = finding.Remedy });
                    continue;
                }

                string mark = finding.State switch { FindingState.Ok => "[green]ok     [/]", FindingState.Note => "[yellow]note   [/]", _ => "[red]missing[/]" };
                console.MarkupLine($"{mark} {Markup.Escape(finding.Check.PadRight(16))} {Markup.Escape(finding.What)}");
                if (finding.Remedy is { } remedy) console.MarkupLine($"{new string(' ', 25)}[grey]{Markup.Escape(remedy)}[/]");
            }

            return ok ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
