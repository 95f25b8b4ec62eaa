using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CodeAct.Robotics.EndToEnd;

/// <summary>The real program in a process of its own, with folders of its own: the published one that <c>CODEACT_BUILD</c> names, else the one of this build.</summary>
internal sealed class CodeActProgram : IDisposable
{
    private static readonly string Program = Path.Combine(Environment.GetEnvironmentVariable("CODEACT_BUILD") ?? AppContext.BaseDirectory, "codeact.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("codeact-").FullName;

    public static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "CodeAct.Robotics.sln"))) folder = folder.Parent;
            return folder.FullName;
        }
    }

    /// <summary>More of its environment.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string State => Path.Combine(Folder, "codeact");

    public Process Start(params string[] arguments)
    {
        // A shell lets what it runs in the background ignore Ctrl-C, and children inherit that: here the test may be that.
        var info = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        info.Environment["XDG_STATE_HOME"] = Folder;
        info.Environment["XDG_CONFIG_HOME"] = Folder;
        info.Environment["XDG_CACHE_HOME"] = Folder;
        info.Environment["XDG_RUNTIME_DIR"] = Folder;
        foreach ((string name, string value) in Variables) info.Environment[name] = value;
        return Process.Start(info)!;
    }

    public async Task<ProgramRun> RunAsync(string input, params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new ProgramRun(process.ExitCode, await output, await error);
    }

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, true);
}

/// <summary>What a run of the program gave.</summary>
internal sealed record ProgramRun(int Exit, string Output, string Error)
{
    public IReadOnlyList<JsonObject> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToList();
}
