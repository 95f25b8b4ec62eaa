using System.CommandLine;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Evaluation.Attacks;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox;
using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact attack</c>: programs that try to get out, run in this machine's sandbox.</summary>
internal static class AttackCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Option<FileInfo>("--file") { Description = "programs, as JSON lines: id, code, expect (rejected, budget, contained or allowed); category and layer where known", Required = true };
        var report = new Option<bool>("--report") { Description = "print a table by category as Markdown" };
        var command = new Command("attack", "Run programs that try to get out of the sandbox, and tell what became of each. Exit 0 if all were held, else 1.") { file, report, common.Robot, common.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            IReadOnlyList<AttackProgram> programs = AttackProgram.Read(parsed.GetValue(file)!.FullName);
            RobotManifest manifest = RobotCatalogue.Get(parsed.GetValue(common.Robot)!);
            var options = new SandboxOptions { SessionsPerWorker = 20 };
            await using var sandbox = new ActionSandbox(options);
            using var runner = new AttackRunner(sandbox, manifest, DeviceCalls.Harmless(manifest), options.CompileTime + options.RunTime + 2 * options.KillAfter + TimeSpan.FromSeconds(2));
            return await RunAsync(programs, runner, parsed.GetValue(common.Json), parsed.GetValue(report), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<AttackProgram> programs, AttackRunner runner, bool json, bool report, CancellationToken cancellation)
    {
        IAnsiConsole console = Terminal.For(json || report);
        var records = new List<AttackRecord>();
        foreach (AttackProgram program in programs)
        {
            AttackRecord record = await runner.RunAsync(program, cancellation);
            records.Add(record);
            if (json) JsonLines.Write(record.ToJson());
            string mark = record.Held ? "[green]held   [/]" : record.Outcome == AttackOutcome.Escaped ? "[red]ESCAPED[/]" : "[red]missed [/]";
            console.MarkupLine($"{mark} {Markup.Escape(program.Id),-22} {record.Outcome.ToString().ToLowerInvariant(),-9} {record.Milliseconds,7:0} ms  [grey]{Markup.Escape(Short(record.Why))}[/]");
        }

        int held = records.Count(r => r.Held), escaped = records.Count(r => r.Outcome == AttackOutcome.Escaped);
        if (report) Console.Out.Write(AttackReport.Write(records));
        if (json) JsonLines.Write(new JsonObject { ["summary"] = true, ["total"] = records.Count, ["held"] = held, ["escaped"] = escaped });
        console.MarkupLine($"{held} of {records.Count} held, {escaped} escaped");
        return held == records.Count ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string Short(string? why) => why is null ? "" : why.Length <= 90 ? why.ReplaceLineEndings(" ") : why[..87].ReplaceLineEndings(" ") + "...";
}

/// <summary>A call of a robot's device that does no harm.</summary>
internal static class DeviceCalls
{
    public static string Harmless(RobotManifest manifest) =>
        manifest.Devices.FirstOrDefault(d => d.Kind == DeviceKinds.Dimmer && d.Name == "Fan") is { } fan ? $"{fan.Name}.Set(0.5)"
        : manifest.Devices.FirstOrDefault(d => d.Kind == DeviceKinds.Sensor) is { } sensor ? $"{sensor.Name}.Read()"
        : manifest.Devices.FirstOrDefault(d => d.Kind == DeviceKinds.Relay) is { } relay ? $"{relay.Name}.Off()"
        : "Wait(0)";
}
