using System.Diagnostics;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Contracts;

namespace CodeAct.Robotics.EndToEnd.Chaos;

/// <summary>A served robot that can be killed and started again, with a model that always has a reply.</summary>
internal sealed class ServedRobot : IDisposable
{
    private readonly CodeActProgram _program;
    private readonly string[] _arguments;
    private Process? _process;

    /// <param name="program">The program, with folders of its own.</param>
    /// <param name="broker">Where it serves.</param>
    /// <param name="name">The robot's name.</param>
    /// <param name="model">What answers, as <c>--model</c> takes it.</param>
    /// <param name="more">More arguments.</param>
    public ServedRobot(CodeActProgram program, MosquittoBroker broker, string name, string model, params string[] more)
    {
        _program = program;
        Name = name;
        string manifest = program.Write($"{name}.yaml", $$"""
            robot: {{name}}
            description: A robot that is killed often.
            simulator: generic
            devices:
              - { name: Lamp, kind: relay, description: gives light, safe: off, hold: true }
              - { name: Heat, kind: sensor, description: temperature, unit: "°C", range: [0, 100] }
            """);
        program.Variables["CODEACT_MQTT_PASSWORD"] = MosquittoBroker.Password;
        _arguments = ["serve", "--robot", manifest, "--mqtt", $"mqtt://{MosquittoBroker.User}@127.0.0.1:{broker.Port}", "--model", model, .. more];
    }

    public string Name { get; }

    /// <summary>Its process now.</summary>
    public int Id => _process!.Id;

    /// <summary>The file of its queue.</summary>
    public string Queue => Path.Combine(_program.State, "queue", $"{Name}.db");

    /// <summary>The file of its e-stop, there while it is latched.</summary>
    public string Latch => Path.Combine(_program.State, "estop", Name);

    /// <summary>A model that blinks so many times, whatever it is asked.</summary>
    public static string Blinking(CodeActProgram program, int replies)
    {
        string reply = new JsonObject { ["reply"] = "Blink.\n```csharp\nLamp.On();\nWait(1);\nLamp.Off();\nDone($\"{Heat.Read():F0}\");\n```" }.ToJsonString();
        return $"replay:{program.Write("blink.jsonl", string.Join('\n', Enumerable.Repeat(reply, replies)))}";
    }

    public void Start()
    {
        _process = _program.Start(_arguments);
        // What it says of itself, for who looks for a fault.
        _process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) Console.Error.WriteLine($"{Name}: {text}"); };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>SIGKILL to a process that it started, one with no children: a worker.</summary>
    public bool KillWorker(Random random)
    {
        List<int> leaves = [];
        Leaves(_process!.Id, leaves);
        leaves.Remove(_process.Id);
        if (leaves.Count == 0) return false;
        try
        {
            Process.GetProcessById(leaves[random.Next(leaves.Count)]).Kill();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself meanwhile.
            return false;
        }
    }

    /// <summary>SIGTERM, and waits.</summary>
    public async Task StopAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) _process.Kill();
        _process?.Dispose();
    }

    private static void Leaves(int process, List<int> into)
    {
        int[] children = [];
        try
        {
            children = [.. Directory.GetDirectories($"/proc/{process}/task").SelectMany(t => File.ReadAllText(Path.Combine(t, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];
        }
        catch (IOException)
        {
            // Gone.
        }
        if (children.Length == 0) into.Add(process);
        foreach (int child in children) Leaves(child, into);
    }
}
