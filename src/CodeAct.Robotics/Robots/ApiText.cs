using System.Text;

namespace CodeAct.Robotics.Robots;

/// <summary>The device API as a person reads it: signatures with doc comments, without the plumbing of the facade.</summary>
public static class ApiText
{
    /// <summary>The API of a robot.</summary>
    public static string Of(RobotManifest manifest)
    {
        var text = new StringBuilder();
        foreach (DeviceSpec device in manifest.Devices)
        {
            text.Append("/// ").Append(DevicePrompt.Line(device)).Append('\n');
            text.Append(device.Kind.TypeName).Append(' ').Append(device.Name).Append(";\n");
        }

        foreach (Interlock interlock in manifest.Interlocks) text.Append("/// Rule: ").Append(interlock.Text).Append('\n');
        text.Append('\n');
        foreach (DeviceKind kind in DeviceKinds.All.Where(k => manifest.Devices.Any(d => d.Kind == k))) WriteKind(text, kind);
        return text.Append(AlwaysThere).ToString();
    }

    private static void WriteKind(StringBuilder text, DeviceKind kind)
    {
        text.Append("class ").Append(kind.TypeName).Append("\n{\n");
        foreach (DeviceMember member in kind.Members)
        {
            text.Append("    /// ").Append(member.Summary).Append('\n');
            text.Append("    ").Append(KindClassWriter.Declaration(member)).Append(member.Type == MemberType.State ? " { get; }\n" : ";\n");
        }

        text.Append("}\n\n");
    }

    private const string AlwaysThere = """
        /// Waits for seconds of the robot's clock, 0 to 86400.
        void Wait(double seconds);
        /// Waits until the condition holds, at most timeout seconds; returns whether it did in time.
        bool WaitUntil(Func<bool> condition, double timeout);
        /// Prints a value on a line of its own.
        void Print(object value);
        /// The readings of a sensor over the last minutes (1 to 1440), one a minute, oldest first.
        List<double> History(Sensor sensor, double minutes);
        /// Draws values as a named plot.
        void Plot(string name, IEnumerable<double> values);
        /// Ends the task with an answer for the person.
        void Done(object answer);
        /// Ends the task as one that can't or must not be done.
        void Fail(object reason);
        /// The robot's clock in seconds.
        double Now { get; }

        """;
}
