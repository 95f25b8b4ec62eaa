using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CodeAct.Robotics.EndToEnd;

/// <summary>
/// A robot of real drivers whose LEDs are files of a folder: the shipped program drives it through the kernel's interface for LEDs, and a test
/// reads the files as somebody looks at lamps.
/// </summary>
internal sealed class HardwareRobot : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly CodeActProgram _program = new();
    private readonly List<Process> _processes = [];
    private readonly string _sysfs;

    public HardwareRobot()
    {
        // In memory, as sysfs is.
        _sysfs = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"codeact-{Guid.NewGuid():N}")).FullName;
        foreach (string led in (string[])["lamp", "valve", "door"])
        {
            Directory.CreateDirectory(Folder(led));
            File.WriteAllText(Path.Combine(Folder(led), "max_brightness"), "1");
            File.WriteAllText(Path.Combine(Folder(led), "brightness"), "0");
        }

        _program.Variables["CODEACT_SYSFS_ROOT"] = _sysfs;
        // What happens is tested here, not how soon: beside other tests a host may well be silent for the 150 ms that a guardian waits.
        _program.Variables["CODEACT_PATIENCE"] = "10";
        Manifest = _program.Write("bench.yaml", """
            robot: bench
            description: Lamps that are files.
            simulator: generic
            devices:
              - { name: Lamp, kind: relay, driver: linux.led, with: { led: lamp }, safe: off, hold: true }
              - { name: Valve, kind: relay, driver: linux.led, with: { led: valve }, safe: on, hold: true }
              - { name: Door, kind: relay, driver: linux.led, with: { led: door }, safe: off, hold: true, approve: true }
            interlocks:
              - "Lamp.On requires Valve.IsOn"
            """);
    }

    /// <summary>The manifest's file.</summary>
    public string Manifest { get; }

    /// <summary>The safe state: the valve is safe open.</summary>
    public bool IsSafe => !IsOn("lamp") && IsOn("valve") && !IsOn("door");

    /// <summary>A lamp as it is seen.</summary>
    public bool IsOn(string led) => File.ReadAllText(Path.Combine(Folder(led), "brightness")).Trim() == "1";

    /// <summary>As if somebody else had moved it.</summary>
    public void Set(string led, bool on) => File.WriteAllText(Path.Combine(Folder(led), "brightness"), on ? "1" : "0");

    /// <summary>The program that drives it.</summary>
    public CodeActProgram Program => _program;

    /// <summary>Starts a verb on it.</summary>
    public Process Start(params string[] arguments)
    {
        Process process = _program.Start([.. arguments, "--robot", Manifest, "--backend", "hardware", "--allow-weak-sandbox"]);
        _processes.Add(process);
        return process;
    }

    /// <summary>Runs an action on it as a process of its own.</summary>
    public Process Exec(string code)
    {
        Process process = Start("exec", "-", "--json");
        process.StandardInput.Write(code);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs actions and gives what it printed.</summary>
    public Task<ProgramRun> ExecAsync(string code) => _program.RunAsync(code, "exec", "-", "--json", "--robot", Manifest, "--backend", "hardware", "--allow-weak-sandbox");

    /// <summary>Another verb on it.</summary>
    public Task<ProgramRun> RunAsync(params string[] arguments) => _program.RunAsync("", [.. arguments, "--robot", Manifest]);

    /// <summary>Runs an action that turns the lamp on and then waits; returns when it has.</summary>
    public async Task<Process> MoveAsync(string code = "Lamp.On(); Wait(600);")
    {
        Process process = Exec(code);
        bool on = false;
        try
        {
            await UntilAsync(() => (on = IsOn("lamp")) || process.HasExited);
        }
        catch (TimeoutException e)
        {
            string processes = string.Join('\n', Descendants(process.Id).Prepend(process.Id).Select(p => $"{p} {Line(p).Replace('\0', ' ')}"));
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The lamp did not go on. {await SaidAsync(process)}\n{processes}", e);
        }

        if (!on) throw new InvalidOperationException($"It ended before the lamp was on. {await SaidAsync(process)}");
        return process;
    }

    /// <summary>What it printed as JSON lines when it had ended.</summary>
    public static async Task<IReadOnlyList<JsonObject>> LinesAsync(Process process)
    {
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToList();
    }

    public static async Task UntilAsync(Func<bool> holds)
    {
        long began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (Stopwatch.GetElapsedTime(began) > Limit) throw new TimeoutException("It did not become so.");
            await Task.Delay(5);
        }
    }

    /// <summary>Sends a signal by its name.</summary>
    public static void Signal(int process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
    }

    public static bool Lives(int process)
    {
        try
        {
            // A dead child that its parent has not reaped is dead.
            return !File.ReadAllText($"/proc/{process}/stat").Split(") ", 2)[1].StartsWith('Z');
        }
        catch (Exception e) when (e is IOException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>The guardian of a host, or 0.</summary>
    public static int Guardian(Process host) => Descendants(host.Id).FirstOrDefault(p => Line(p).Contains("\0guardian\0", StringComparison.Ordinal));

    /// <summary>The workers of a host, the innermost processes only.</summary>
    public static IReadOnlyList<int> Workers(Process host) => [.. Descendants(host.Id).Where(p => Line(p).Contains("Sandbox.Worker", StringComparison.Ordinal) && !Line(p).StartsWith("bwrap", StringComparison.Ordinal) && !Line(p).Contains("/bwrap\0", StringComparison.Ordinal))];

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        _program.Dispose();
        Directory.Delete(_sysfs, true);
    }

    private static async Task<string> SaidAsync(Process process) =>
        $"{await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit)}{await process.StandardError.ReadToEndAsync().WaitAsync(Limit)}";

    private string Folder(string led) => Path.Combine(_sysfs, "class", "leds", led);

    private static string Line(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static IEnumerable<int> Descendants(int process)
    {
        int[] children;
        try
        {
            children = [.. Directory.GetDirectories($"/proc/{process}/task").SelectMany(t => File.ReadAllText(Path.Combine(t, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];
        }
        catch (IOException)
        {
            yield break;
        }

        foreach (int child in children)
        {
            yield return child;
            foreach (int below in Descendants(child)) yield return below;
        }
    }
}
