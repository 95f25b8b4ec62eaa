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
        var checkedFile = new Argument<string?>("file") { Description = "load this one and say what runs it; exit 1 where nothing does", Arity = ArgumentArity.ZeroOrOne, HelpName = "FILE.gguf" };
        var command = new Command("models", "List the models on this machine, and what --model takes.") { checkedFile, common.Json };
        command.SetAction(parsed =>
        {
            bool json = parsed.GetValue(common.Json);
            if (parsed.GetValue(checkedFile) is { } file) return Check(file, common.Settings, json);
            IAnsiConsole console = Terminal.For(json);
            string? embedded = Embedded(out string problem);
            string[] files = embedded is null ? [] : Directory.GetFiles(Path.GetDirectoryName(embedded)!, "*.gguf").Order(StringComparer.Ordinal).ToArray();
            foreach (string path in files)
            {
                string name = path == embedded ? "embedded" : path;
                TryLoad(path, common.Settings, out string what);
                long bytes = new FileInfo(path).Length;
                if (json) JsonLines.Write(new JsonObject { ["model"] = name, ["file"] = path, ["bytes"] = bytes, ["what"] = what });
                else console.MarkupLine($"[bold]{Markup.Escape(name)}[/]  {Markup.Escape($"{what}, {bytes / 1e6:0} MB")}\n  [grey]{Markup.Escape(path)}[/]");
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

    private static int Check(string file, Settings settings, bool json)
    {
        bool runs = TryLoad(file, settings, out string what);
        if (json) JsonLines.Write(new JsonObject { ["model"] = file, ["runs"] = runs, ["what"] = what });
        else Console.Out.WriteLine(what);
        return runs ? ExitCodes.Done : ExitCodes.Failed;
    }

    // Loading it is the only test that tells whether it runs here.
    private static bool TryLoad(string file, Settings settings, out string what)
    {
        try
        {
            using ModelHandle model = ModelOpener.Open(file, settings, 1);
            what = model.Description;
            return true;
        }
        catch (InvalidFileException e)
        {
            what = e.Message;
            return false;
        }
    }
}
