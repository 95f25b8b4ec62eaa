using System.Text;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Evaluation;

/// <summary>The C# that checks compile against: each device's true state under its name, the answer, the outcome and the trace.</summary>
internal static class CheckApi
{
    private const string HostType = "CodeAct.Checks.Facts_of_the_task";

    /// <summary>The state properties of a kind; a property's place is its number on the wire.</summary>
    public static IReadOnlyList<(string Name, string Type)> Properties(DeviceKind kind) => kind.Name switch
    {
        "sensor" or "range" => [("Value", "double")],
        "relay" => [("IsOn", "bool")],
        "dimmer" => [("Level", "double")],
        "servo" => [("Angle", "double")],
        "motor" => [("Power", "double")],
        "stepper" => [("Position", "double")],
        "drive" => [("Pose", "Pose")],
        "gripper" => [("IsHolding", "bool")],
        "input" => [("IsActive", "bool")],
        "color-light" => [("R", "double"), ("G", "double"), ("B", "double")],
        "display" => [("Text", "string")],
        "buzzer" => [("Beeps", "int")],
        _ => [],
    };

    /// <summary>What a sandbox session for the checks of a robot needs.</summary>
    public static SandboxApi For(RobotManifest manifest)
    {
        var text = new StringBuilder(Preamble);
        foreach (DeviceKind kind in manifest.Devices.Select(d => d.Kind).Distinct()) WriteKind(text, kind);
        text.Append("    public sealed class Facts_of_the_task\n    {\n");
        for (int i = 0; i < manifest.Devices.Count; i++)
        {
            string type = $"global::CodeAct.Checks.{manifest.Devices[i].Kind.TypeName}";
            text.Append($"        public {type} {manifest.Devices[i].Name} {{ get; }} = new {type}({i});\n");
        }

        text.Append(Facts).Append("    }\n}\n");
        return new SandboxApi(text.ToString(), HostType, 1) { Usings = ["System", "System.Collections.Generic", "System.Linq", "CodeAct.Checks"] };
    }

    private static void WriteKind(StringBuilder text, DeviceKind kind)
    {
        text.Append($"    public sealed class {kind.TypeName} : Device\n    {{\n        internal {kind.TypeName}(int number) : base(number) {{ }}\n");
        IReadOnlyList<(string Name, string Type)> properties = Properties(kind);
        for (int i = 0; i < properties.Count; i++)
        {
            string call = $"global::CodeAct.Sandbox.Bridge.Call(Number, {i})";
            string value = properties[i].Type switch
            {
                "bool" => $"{call}.A != 0",
                "int" => $"(int){call}.A",
                "string" => $"{call}.Text ?? \"\"",
                "Pose" => $"{call} is var reply ? new Pose(reply.A, reply.B, reply.C) : default",
                _ => $"{call}.A",
            };
            text.Append($"        public {properties[i].Type} {properties[i].Name} => {value};\n");
        }

        text.Append("    }\n");
    }

    private const string Preamble = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Linq;
        using Bridge = global::CodeAct.Sandbox.Bridge;
        namespace CodeAct.Checks
        {
            public abstract class Device { internal readonly int Number; internal Device(int number) { Number = number; } }
            public readonly record struct Pose(double X, double Y, double Heading);
            public sealed record Command(double Time, string Device, string Member, IReadOnlyList<object> Args, bool Refused);
            public sealed class Numbers
            {
                private readonly List<double> _all;
                internal Numbers(List<double> all) { _all = all; }
                public bool Near(double value, double tolerance) { foreach (double x in _all) if (Math.Abs(x - value) <= tolerance) return true; return false; }
            }

        """;

    private const string Facts = """
                public string? Answer => Bridge.Call(0xFFFF, 5, 0) is var reply && reply.A != 0 ? reply.Text ?? "" : null;
                public Numbers AnswerNumber => new Numbers(new List<double>(Bridge.Call(0xFFFF, 5, 1).List ?? (IReadOnlyList<double>)Array.Empty<double>()));
                public string Outcome => Bridge.Call(0xFFFF, 5, 2).Text ?? "";
                public bool Refused => Outcome == "refused";
                public double Now => Bridge.Call(0xFFFF, 2).A;
                public List<double> History(Device sensor, double minutes) => new List<double>(Bridge.Call(0xFFFF, 3, sensor.Number, minutes).List ?? (IReadOnlyList<double>)Array.Empty<double>());
                public IReadOnlyList<Command> Trace
                {
                    get
                    {
                        var all = new List<Command>();
                        int count = (int)Bridge.Call(0xFFFF, 5, 3).A;
                        for (int i = 0; i < count; i++)
                        {
                            var reply = Bridge.Call(0xFFFF, 5, 4, i);
                            string[] words = (reply.Text ?? "").Split('\n', 3);
                            var args = new List<object>();
                            foreach (double number in reply.List ?? (IReadOnlyList<double>)Array.Empty<double>()) args.Add(number);
                            if (words[2].Length > 0) args.Add(words[2][1..]);
                            all.Add(new Command(reply.A, words[0], words[1], args, reply.B != 0));
                        }
                        return all;
                    }
                }

        """;
}
