using System.CommandLine;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Files;
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
            string? embedded = Embedded(out string problem);
            string[] files = embedded is null ? [] : Directory.GetFiles(Path.GetDirectoryName(embedded)!, "*.gguf").Order(StringComparer.Ordinal).ToArray();
            foreach (string file in files)
            {
                string name = file == embedded ? "embedded" : file, what = What(file, common.Settings);
                long bytes = new FileInfo(file).Length;
                if (json) JsonLines.Write(new JsonObject { ["model"] = name, ["file"] = file, ["bytes"] = bytes, ["what"] = what });
                else console.MarkupLine($"[bold]{Markup.Escape(name)}[/]  {Markup.Escape($"{what}, {bytes / 1e6:0} MB")}\n  [grey]{Markup.Escape(file)}[/]");
            }

            if (files.Length == 0) Console.Error.WriteLine(problem);
            if (!json) console.Write(new Text(Usage));
            return ExitCodes.Done;
        });
        return command;
    }

    private const string Usage = """

        --model takes:
          embedded          the weights that come with the program, run by its own engine on the CPU
          FILE.gguf         another GGUF file: llama architecture, F32, F16, Q8_0, Q4_0 or Q4_1
          openai:URL#NAME   an OpenAI-compatible server, such as openai:http://127.0.0.1:8080/v1#NAME
          replay:FILE       recorded replies, or an episode

        """;

    private static string? Embedded(out string problem)
    {
        try
        {
            problem = "";
            return EmbeddedWeights.Find();
        }
        catch (FileNotFoundException e)
        {
            problem = e.Message;
            return null;
        }
    }

    // Loading it is the only test that tells whether it runs here.
    private static string What(string file, Settings settings)
    {
        try
        {
            using ModelHandle model = ModelOpener.Open(file, settings, 1);
            return model.Description;
        }
        catch (InvalidFileException e)
        {
            return e.Message;
        }
    }
}
