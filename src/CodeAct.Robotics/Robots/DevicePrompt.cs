using System.Globalization;
using System.Text;

namespace CodeAct.Robotics.Robots;

/// <summary>The text of the API in the prompt. Word for word what the embedded model was trained on (models/README.md): change it only with new weights.</summary>
public static class DevicePrompt
{
    /// <summary>The system message for a robot.</summary>
    public static string System(RobotManifest manifest)
    {
        var text = new StringBuilder();
        text.Append("You drive the robot ").Append(manifest.Robot).Append(" with C#.");
        if (manifest.Description.Length > 0) text.Append(' ').Append(OneLine(manifest.Description));
        text.Append('\n');
        foreach (DeviceSpec device in manifest.Devices) text.Append(Line(device)).Append('\n');
        if (manifest.Interlocks.Count > 0) text.Append("Rules: ").AppendJoin("; ", manifest.Interlocks.Select(i => i.Text)).Append('\n');
        text.Append("Always: Wait(seconds) WaitUntil(() => condition, seconds) Print(value) History(sensor, minutes) Plot(name, values) Done(answer) Fail(reason)\n");
        text.Append("Reply with a short thought and one csharp block. End with Done or Fail.");
        return text.ToString();
    }

    /// <summary>One device's line.</summary>
    public static string Line(DeviceSpec device)
    {
        var text = new StringBuilder();
        text.Append(device.Name).Append(": ").Append(device.Kind.Name);
        if (device.Description.Length > 0) text.Append(", ").Append(OneLine(device.Description).TrimEnd('.'));
        if (Quantity(device) is { Length: > 0 } quantity) text.Append(", ").Append(quantity);
        text.Append(". ").Append(Members(device));
        if (device.Limits.MaxOn is { } maxOn)
        {
            text.Append(". At most ").Append(Plain(maxOn)).Append(" s on");
            if (device.Limits.MinOff is { } pause) text.Append(", then ").Append(Plain(pause)).Append(" s off");
        }

        if (!device.Hold && (device.Kind == DeviceKinds.Relay || device.Kind == DeviceKinds.Dimmer)) text.Append(". Off when the action ends");
        return text.ToString();
    }

    private static string Quantity(DeviceSpec device)
    {
        if (device.Kind == DeviceKinds.Stepper) return device.Unit;
        if (device.Kind != DeviceKinds.Sensor) return "";
        string range = device.Range is { } r ? $"from {Plain(r.Low)} to {Plain(r.High)}" : "";
        return $"{device.Unit} {range}".Trim();
    }

    private static string Members(DeviceSpec device)
    {
        string range = device.Range is { } r ? $"{Plain(r.Low)} to {Plain(r.High)}" : "";
        double max = device.Limits.Max ?? 1;
        return device.Kind.Name switch
        {
            "relay" => "On() Off() IsOn",
            "dimmer" => $"Set(0 to {Plain(max)}) Level",
            "sensor" => "Read()",
            "servo" => $"MoveTo({range}) Angle",
            "stepper" => $"MoveTo({range}) MoveBy(distance) Position",
            "motor" => $"Run({Plain(-max)} to {Plain(max)}) Stop() Power",
            "drive" => "Forward(meters) Turn(degrees) Stop() Pose",
            "gripper" => "Open() Close() IsHolding",
            "input" => "IsActive WaitFor(active, seconds)",
            "range" => "Read() in m",
            "color-light" => "Color(r, g, b) Off()",
            "buzzer" => "Beep(hertz, seconds)",
            _ => "Show(text)",
        };
    }

    private static string Plain(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
