using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Pieces of expert code and of its thoughts.</summary>
internal static class Lines
{
    /// <summary>How a thought names a device: its name and, copied from the prompt, what it is for.</summary>
    public static string Who(SynthDevice device) => device.Spec.Description.Length > 0 ? $"{device.Name} ({device.Spec.Description})" : device.Name;

    /// <summary>A reading in an interpolated string.</summary>
    public static string Reading(SynthDevice sensor, string expression) => $"{{{expression}:{sensor.Format}}}{sensor.UnitText}";

    public static string On(SynthDevice device) => device.Kind switch { "relay" => $"{device.Name}.On();", "dimmer" => $"{device.Name}.Set(1);", _ => $"{device.Name}.Run(1);" };

    public static string Off(SynthDevice device) => device.Kind switch { "relay" => $"{device.Name}.Off();", "dimmer" => $"{device.Name}.Set(0);", _ => $"{device.Name}.Stop();" };

    /// <summary>A line within braces.</summary>
    public static string Indent(string line) => "    " + line;

    public static string Number(double value) => SpokenNumbers.Plain(value);

    /// <summary>What the robot's rules ask for before a device may be on: lines, a word for the thought, lines to undo it. Null where no line helps.</summary>
    public static (string[] Before, string Why, string[] After)? Prepare(SynthRobot robot, SynthDevice device)
    {
        var before = new List<string>();
        var after = new List<string>();
        string why = "";
        foreach (Interlock rule in robot.Rules(device))
        {
            SynthDevice subject = robot.Devices.First(d => d.Name == rule.Subject);
            switch (rule.State)
            {
                case "Level":
                    string level = Number(Math.Min(1, Math.Ceiling(rule.Limit * 10 + 1) / 10));
                    before.Add($"{subject.Name}.Set({level});");
                    after.Add($"{subject.Name}.Set(0);");
                    why = $" needs {subject.Name} at {Number(rule.Limit)} or more, so set it first.";
                    break;
                case "IsOff":
                    before.Add($"{subject.Name}.Off();");
                    why = $" needs {subject.Name} off, so switch that off first.";
                    break;
                case "Value": break;
                default: return null;
            }
        }
        return ([.. before], why, [.. after]);
    }
}
