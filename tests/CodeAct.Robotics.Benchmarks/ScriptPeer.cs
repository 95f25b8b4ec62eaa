using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Safety;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>The peer: the same code through <c>CSharpScript.ContinueWithAsync</c>, in process, unsandboxed, on the same governor.</summary>
internal sealed class ScriptPeer(Governor governor)
{
    private ScriptState<object>? _state;

    /// <summary>Begins a new chain of submissions.</summary>
    public void Restart() => _state = null;

    public async Task<string> ActAsync(string code)
    {
        governor.BeginAction(CancellationToken.None);
        var globals = new ScriptGlobals(governor);
        _state = _state is null
            ? await CSharpScript.RunAsync(code, ScriptOptions.Default.AddReferences(typeof(object).Assembly, typeof(Enumerable).Assembly, typeof(List<>).Assembly).AddImports("System", "System.Linq"), globals, typeof(ScriptGlobals))
            : await _state.ContinueWithAsync(code);
        governor.EndAction();
        return string.Join(", ", governor.ReadAll().Select(r => $"{r.Device.Name} {r.Text}"));
    }
}

/// <summary>What the peer's scripts see: enough of the facade for the measured code.</summary>
public sealed class ScriptGlobals
{
    private readonly Governor _governor;

    public ScriptGlobals(Governor governor)
    {
        _governor = governor;
        Lamp = new ScriptDevice(governor, Index("Lamp"));
        Soil = new ScriptDevice(governor, Index("Soil"));
    }

    public ScriptDevice Lamp { get; }

    public ScriptDevice Soil { get; }

    public string Printed { get; private set; } = "";

    public void Wait(double seconds) => _governor.Invoke(new HostCall(HostCall.Robot, (int)RobotMember.Wait, seconds));

    public void Print(object value) => Printed += $"{value}\n";

    private int Index(string name) => _governor.Manifest.Devices.ToList().FindIndex(d => d.Name == name);
}

/// <summary>A relay or sensor of the peer.</summary>
public sealed class ScriptDevice(Governor governor, int index)
{
    public void On() => governor.Invoke(new HostCall(index, 0));

    public void Off() => governor.Invoke(new HostCall(index, 1));

    public double Read() => governor.Invoke(new HostCall(index, 0)).A;
}
