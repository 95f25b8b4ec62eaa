using System.CommandLine;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Models;
using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact models</c>: what --model can name here.</summary>
internal static class ModelsCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("models", "List the models on this machine, and what --model takes.") { common.Json };
        command.SetAction(parsed =>
        {
            bool json = parsed.GetValue(common.Json);
            IAnsiConsole console = Terminal.For(json);
            IReadOnlyList<string> files = EmbeddedWeights.Files();
            foreach (string file in files)
            {
                string name = file == files[0] ? "embedded" : file;
                string what = What(file);
                long bytes = new FileInfo(file).Length;
                if (json) JsonLines.Write(new JsonObject { ["model"] = name, ["file"] = file, ["bytes"] = bytes, ["what"] = what });
                else console.MarkupLine($"[bold]{Markup.Escape(name)}[/]  {Markup.Escape($"{what}, {bytes / 1e6:0} MB")}\n  [grey]{Markup.Escape(file)}[/]");
            }

            if (json) return ExitCodes.Done;
            if (files.Count == 0) console.MarkupLine("[yellow]No embedded weights are here: models/*.gguf is missing.[/]");
            console.WriteLine();
            console.WriteLine("--model takes:");
            console.WriteLine("  embedded          the first of the above, run by this program's own engine on the CPU");
            console.WriteLine("  FILE.gguf         another GGUF file: llama architecture, F32, F16, Q8_0, Q4_0 or Q4_1");
            console.WriteLine("  openai:URL#NAME   an OpenAI-compatible server, such as openai:http://127.0.0.1:8080/v1#qwen2.5-coder");
            console.WriteLine("  replay:FILE       recorded replies, or an episode");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string What(string file)
    {
        try
        {
            using GgufFile gguf = GgufFile.Open(file);
            return GgufSummary.Of(gguf);
        }
        catch (GgufException e)
        {
            return e.Message;
        }
    }
}
