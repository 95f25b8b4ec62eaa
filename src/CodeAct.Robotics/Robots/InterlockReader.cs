using System.Globalization;
using System.Text.RegularExpressions;
using CodeAct.Robotics.Files;
using YamlDotNet.RepresentationModel;

namespace CodeAct.Robotics.Robots;

/// <summary>Reads <c>interlocks</c>: <c>DEVICE.ACTION requires DEVICE.STATE [op number]</c>.</summary>
internal static partial class InterlockReader
{
    private const string Form = "Write it as \"Heater.On requires Fan.Level >= 0.2\".";

    public static IReadOnlyList<Interlock> Read(YamlMap root, List<DeviceSpec> devices)
    {
        var interlocks = new List<Interlock>();
        IReadOnlyList<YamlNode> nodes = root.List("interlocks");
        for (int i = 0; i < nodes.Count; i++)
        {
            string key = $"interlocks[{i}]";
            string text = nodes[i] is YamlScalarNode { Value: { } value } ? value.Trim() : "";
            Match match = Pattern().Match(text);
            if (!match.Success)
            {
                root.File.Refuse(nodes[i], key, $"'{text}' is not an interlock.", Form);
                continue;
            }

            Interlock interlock = Build(text, match);
            if (Problem(interlock, match.Groups["op"].Success, devices) is { } problem) root.File.Refuse(nodes[i], key, problem, Form);
            else interlocks.Add(interlock);
        }

        return interlocks;
    }

    private static Interlock Build(string text, Match match) => new()
    {
        Text = text,
        Device = match.Groups["device"].Value,
        Action = match.Groups["action"].Value,
        Subject = match.Groups["subject"].Value,
        State = match.Groups["state"].Value,
        Comparison = match.Groups["op"].Value switch
        {
            "<" => Comparison.Less,
            "<=" => Comparison.LessOrEqual,
            ">" => Comparison.Greater,
            ">=" => Comparison.GreaterOrEqual,
            "==" => Comparison.Equal,
            "!=" => Comparison.NotEqual,
            _ => Comparison.IsTrue,
        },
        Limit = match.Groups["op"].Success ? double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : 0,
    };

    private static string? Problem(Interlock interlock, bool compared, List<DeviceSpec> devices)
    {
        DeviceSpec? device = devices.Find(d => d.Name == interlock.Device);
        if (device is null) return $"'{interlock.Device}' is no device of this robot.";
        if (device.Kind.Member(interlock.Action) is not { Commands: true })
            return $"{interlock.Device} has no command '{interlock.Action}'; it has {string.Join(", ", device.Kind.Members.Where(m => m.Commands).Select(m => m.Name))}.";
        DeviceSpec? subject = devices.Find(d => d.Name == interlock.Subject);
        if (subject is null) return $"'{interlock.Subject}' is no device of this robot.";
        (string[] states, bool number) = States(subject.Kind);
        if (!states.Contains(interlock.State))
            return states.Length == 0 ? $"a {subject.Kind} has no state to require." : $"{interlock.Subject} has no state '{interlock.State}'; it has {string.Join(", ", states)}.";
        if (number != compared) return number ? $"{interlock.State} is a number and must be compared with one." : $"{interlock.State} is true or false and takes no comparison.";
        return null;
    }

    private static (string[] States, bool Number) States(DeviceKind kind) => kind.Name switch
    {
        "sensor" or "range" => (["Value"], true),
        "dimmer" => (["Level"], true),
        "motor" => (["Power"], true),
        "servo" => (["Angle"], true),
        "stepper" => (["Position"], true),
        "relay" => (["IsOn", "IsOff"], false),
        "input" => (["IsActive", "IsInactive"], false),
        _ => ([], false),
    };

    [GeneratedRegex(@"^(?<device>\w+)\.(?<action>\w+)\s+requires\s+(?<subject>\w+)\.(?<state>\w+)(?:\s*(?<op><=|>=|==|!=|<|>)\s*(?<number>[+-]?\d+(?:\.\d+)?))?$")]
    private static partial Regex Pattern();
}
