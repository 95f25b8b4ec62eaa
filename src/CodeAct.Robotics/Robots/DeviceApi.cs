using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CodeAct.Robotics.Agents;

namespace CodeAct.Robotics.Robots;

/// <summary>The C# that code compiles against: one class a kind, and a host class with a property a device. Made from the manifest alone.</summary>
public sealed class DeviceApi
{
    private const string Namespace = "CodeAct.Devices";
    private readonly RobotManifest _manifest;

    /// <summary>Makes the API of a robot.</summary>
    public DeviceApi(RobotManifest manifest)
    {
        _manifest = manifest;
        HostClass = FreeName(manifest);
        Source = Write();
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Source)))[..16];
    }

    /// <summary>The class whose members are in scope of code; its name steps aside for a device of the same name.</summary>
    public string HostClass { get; }

    /// <summary>The facade as C# text with doc comments.</summary>
    public string Source { get; }

    /// <summary>Names this API, as long as the manifest says the same.</summary>
    public string Hash { get; }

    /// <summary>What a sandbox session needs.</summary>
    /// <param name="seed">Seeds <c>new Random()</c>.</param>
    public SandboxApi ForSandbox(int seed) => new(Source, $"{Namespace}.{HostClass}", seed);

    private static string FreeName(RobotManifest manifest)
    {
        string name = "Robot";
        while (manifest.Device(name) is not null) name += "_";
        return name;
    }

    private string Write()
    {
        var text = new StringBuilder();
        text.Append("#nullable enable\n");
        text.Append("namespace ").Append(Namespace).Append("\n{\n");
        foreach (DeviceKind kind in DeviceKinds.All.Where(k => _manifest.Devices.Any(d => d.Kind == k))) KindClassWriter.Write(text, kind);
        if (_manifest.Devices.Any(d => d.Kind == DeviceKinds.Drive)) text.Append(Pose);
        text.Append("    internal static class Descriptions { internal static readonly string[] All = { ")
            .AppendJoin(", ", _manifest.Devices.Select(d => JsonEncodedText.Encode(d.Description)).Select(d => $"\"{d}\"")).Append(" }; }\n");
        text.Append("    /// <summary>The robot ").Append(_manifest.Robot).Append(".</summary>\n");
        text.Append("    public sealed class ").Append(HostClass).Append("\n    {\n");
        for (int i = 0; i < _manifest.Devices.Count; i++) WriteDevice(text, _manifest.Devices[i], i);
        text.Append(AlwaysThere);
        foreach (DeviceKind kind in DeviceKinds.All.Where(k => k.IsMeasuring && _manifest.Devices.Any(d => d.Kind == k)))
            text.Append(History.Replace("READER", kind.TypeName, StringComparison.Ordinal));
        return text.Append("    }\n}\n").ToString();
    }

    private static void WriteDevice(StringBuilder text, DeviceSpec device, int index)
    {
        string type = $"global::{Namespace}.{device.Kind.TypeName}";
        text.Append("        /// <summary>").Append(XmlText.Escape(DevicePrompt.Line(device))).Append("</summary>\n");
        text.Append("        public ").Append(type).Append(' ').Append(device.Name).Append(" { get; } = new ").Append(type).Append('(').Append(index).Append(");\n");
    }

    private const string AlwaysThere = """
                /// <summary>Waits for seconds of the robot's clock.</summary>
                public void Wait(double seconds) => global::CodeAct.Sandbox.Bridge.Call(0xFFFF, 0, seconds);
                /// <summary>Waits until the condition holds, at most timeout seconds; returns whether it did in time.</summary>
                public bool WaitUntil(global::System.Func<bool> condition, double timeout)
                {
                    double start = Now;
                    while (!condition())
                    {
                        if (global::CodeAct.Sandbox.Bridge.Call(0xFFFF, 1, start, timeout).A == 0) return false;
                    }
                    return true;
                }
                /// <summary>The robot's clock in seconds; in a simulator since the task began.</summary>
                public double Now => global::CodeAct.Sandbox.Bridge.Call(0xFFFF, 2).A;
                /// <summary>Prints a value on a line of its own.</summary>
                public void Print(object? value) => global::CodeAct.Sandbox.Bridge.Print(value);
                /// <summary>Draws values as a named plot.</summary>
                public void Plot(string name, global::System.Collections.Generic.IEnumerable<double> values)
                {
                    string title = (name.Length > 100 ? name.Substring(0, 100) : name).Replace('\n', ' ');
                    int sent = 0;
                    foreach (double[] piece in global::System.Linq.Enumerable.Chunk(global::System.Linq.Enumerable.Take(values, 1440), 200))
                    {
                        global::CodeAct.Sandbox.Bridge.Call(0xFFFF, 4, sent, 0, 0, title + "\n" + string.Join(' ', piece));
                        sent += piece.Length;
                    }
                }
                /// <summary>Ends the task with an answer for the person.</summary>
                public void Done(object? answer = null) => global::CodeAct.Sandbox.Bridge.Done(answer);
                /// <summary>Ends the task as one that can't or must not be done.</summary>
                public void Fail(object? reason = null) => global::CodeAct.Sandbox.Bridge.Fail(reason);

        """;

    private const string Pose = """
            /// <summary>Where a drive is: X and Y in metres, Heading in degrees, positive to the left.</summary>
            public readonly record struct Pose(double X, double Y, double Heading);

        """;

    private const string History = """
                /// <summary>The readings of the last minutes, one a minute, oldest first.</summary>
                public global::System.Collections.Generic.List<double> History(global::CodeAct.Devices.READER sensor, double minutes) =>
                    new(global::CodeAct.Sandbox.Bridge.Call(0xFFFF, 3, sensor.Number, minutes).List);

        """;
}
