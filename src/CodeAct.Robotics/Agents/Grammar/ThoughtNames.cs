using System.Text.RegularExpressions;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// Holds the devices that a thought names against what it says of them. The embedded model names a device with its description in
/// brackets, after a verb that only some kinds know: <c>Run Pump (waters the bed)</c>. Where that is a sensor, or no device at all,
/// another was meant. (Types that narrow what a model may write: Mündler et al. 2025, arXiv 2504.09246; here before there is code.)
/// Thoughts in other words are left alone.
/// </summary>
public sealed partial class ThoughtNames(RobotManifest manifest)
{
    /// <summary>A word that cannot be meant.</summary>
    /// <param name="At">Its first letter, counted from the thought's.</param>
    /// <param name="Fitting">What may stand there.</param>
    public sealed record Misnamed(int At, IReadOnlyList<string> Fitting);

    /// <summary>Looks at the end of a thought, character by character from one on.</summary>
    /// <param name="thought">The thought.</param>
    /// <param name="from">How much of it was looked at before.</param>
    /// <param name="task">The person's words.</param>
    /// <returns>The first word that cannot be meant, or null.</returns>
    public Misnamed? Find(string thought, int from, string task = "")
    {
        for (int length = from + 1; length <= thought.Length; length++)
            if (Last(thought[..length], task) is { } misnamed) return misnamed;
        return null;
    }

    /// <summary>From where on a thought may yet be taken back: the name of which something is being said, or its end, and the verb before that.</summary>
    public int Settled(string thought)
    {
        int open = Naming().Match(thought) is { Success: true } naming ? naming.Groups["name"].Index
            : Told(thought) is { } told && MayBeWrong(told) ? told.At
            : thought.Length;
        string before = thought[..open].TrimEnd();
        int verb = before.LastIndexOf(' ');
        return verb <= 0 ? 0 : before.LastIndexOf(' ', verb - 1) + 1;
    }

    /// <summary>
    /// The devices that code after this thought may be about: those that it or the task names, those that their interlocks ask about,
    /// and all that only sense. Null where the thought tells of none what it is for.
    /// </summary>
    public IReadOnlyList<DeviceSpec>? Meant(string thought, string task = "")
    {
        if (Told(thought) is null) return null;
        var named = Word().Matches(thought).Select(w => w.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        named.UnionWith(manifest.Interlocks.Where(i => named.Contains(i.Device)).Select(i => i.Subject).ToArray());
        return [.. manifest.Devices.Where(d => !d.Kind.IsActuator || named.Contains(d.Name) || AskedFor.Is(d, task))];
    }

    /// <summary>The argument of the call that the code ends with, such as <c>Vent.Angle + 20</c> for <c>Vent.MoveTo(</c>, where the thought tells it already; null where it does not.</summary>
    public string? Argument(string thought, string code) => ThoughtMoves.Argument(manifest.Devices, thought, code);

    /// <summary>How the code begins, where the thought tells it already: what hangs on an input is asked of it. Null where it does not.</summary>
    public string? Opening(string thought)
    {
        foreach (DeviceSpec input in manifest.Devices.Where(d => d.Kind == DeviceKinds.Input))
            foreach (string not in new[] { "", "not " })
                if (thought.StartsWith($"If {Text(input)} is {not}active, ", StringComparison.Ordinal) && !GoesOn().IsMatch(thought[$"If {Text(input)} is {not}active, ".Length..])) return $"if ({(not.Length > 0 ? "!" : "")}{input.Name}.IsActive)\n{{\n";
        return null;
    }

    private Misnamed? Last(string thought, string task)
    {
        if (thought[^1] == '(' && Bracket().Match(thought) is { Success: true } named)
            return Against(thought, task, named.Groups["name"], named.Groups["verb"]);
        if (Told(thought) is not { } told) return null;
        int after = thought.Length - told.Said.Length;
        if ((ThoughtEnds.Wrong(told.Device, told.Said) ?? ThoughtRanges.Middle(told.Device, told.Said)) is var (end, text)) return new Misnamed(after + end, [text]);
        if (ThoughtRanges.Instead(told.Device, Text(told.Device), told.Before, told.Said, task) is { } instead) return new Misnamed(0, [instead]);
        if (ThoughtAmounts.Wrong(told.Device, told.Said, thought[..after], task) is var (amount, amounts)) return new Misnamed(after + amount, amounts);
        if (told.Before == "Run" && ThoughtTimes.InParts(Text(told.Device), told.Device.Limits, told.Said) is { } parts) return new Misnamed(0, [parts]);
        if (ThoughtVerbs.Wrong(told.Device, told.Before, told.Said) is not { } saying) return null;
        if (saying.OfSensors && told.Device.Kind.IsActuator || saying.UnlessTimed && SaidAmounts.HasTime(task)) return null;
        if (saying.Otherwise is { } other) return new Misnamed(thought.LastIndexOf(' ') + 1, [other]);
        if (AskedFor.Is(told.Device, task)) return null;
        DeviceKind[]? kinds = ThoughtVerbs.Following(told.Before);
        string[] fitting = [.. manifest.Devices.Where(d => saying.Fits(d) && kinds?.Contains(d.Kind) is not false).Select(d => d.Name)];
        return fitting.Length == 0 ? null : new Misnamed(told.At, fitting);
    }

    private static bool MayBeWrong(ToldDevice told) =>
        ThoughtVerbs.MaySay(told.Before, told.Said) || ThoughtEnds.MaySay(told.Said) || told.Before == "Run" && ThoughtTimes.MaySay(told.Device.Limits, told.Said);

    private Misnamed? Against(string thought, string task, Group name, Group verb)
    {
        DeviceSpec? device = manifest.Devices.FirstOrDefault(d => d.Name == name.Value);
        string before = thought[..name.Index];
        string words = verb.Value == "and" ? Earlier(before) : verb.Value;
        if (ThoughtVerbs.Following(words) is not { } kinds)
            return device is not null || !manifest.Devices.Any(d => IsLike(d.Name, name.Value)) ? null : new Misnamed(name.Index, [.. manifest.Devices.Select(d => d.Name)]);
        // What is opened in plain English need not be a gripper.
        bool isMeant = device is not null && (AskedFor.Is(device, task) || kinds is [var only] && only == DeviceKinds.Gripper && device.Kind.IsActuator);
        if (isMeant) return kinds.Contains(device!.Kind) || words != verb.Value ? null : OtherVerb(verb, [device]);
        // What senses is told of once, unless it is needed first, or for the other case.
        bool again = before.Contains(" needs ", StringComparison.Ordinal) || before.Contains(" else ", StringComparison.Ordinal);
        string[] fitting = [.. manifest.Devices.Where(d => kinds.Contains(d.Kind) && (again || d.Kind.IsActuator || At(before, d) < 0)).Select(d => d.Name)];
        return fitting.Contains(name.Value) ? null
            : fitting.Length > 0 ? new Misnamed(name.Index, fitting)
            : words != verb.Value || manifest.Devices.Any(d => kinds.Contains(d.Kind)) ? null
            : OtherVerb(verb, manifest.Devices);
    }

    // Read this and that, run this and that: the verb is that of the device before.
    private string Earlier(string before) => Told(before) is { Said: " and " } told && Verbal().Match(told.Before) is { Success: true } verb ? verb.Value : "and";

    // What is done to none of these devices. A question is never made a command.
    private static Misnamed? OtherVerb(Group verb, IReadOnlyList<DeviceSpec> devices)
    {
        string wrong = ThoughtVerbs.Verb(verb.Value);
        if (ThoughtVerbs.Asks(wrong)) return null;
        int at = verb.Index + verb.Length - wrong.Length;
        string[] verbs = [.. ThoughtVerbs.Of(devices).Select(v => char.IsUpper(verb.Value[^wrong.Length]) ? char.ToUpperInvariant(v[0]) + v[1..] : v)];
        return verbs.Length == 0 ? null : new Misnamed(at, verbs);
    }

    // A slip of the name, rather than another word.
    private static bool IsLike(string name, string said) =>
        name.StartsWith(said[..Math.Min(3, said.Length)], StringComparison.OrdinalIgnoreCase) || name.EndsWith(said[^Math.Min(3, said.Length)..], StringComparison.OrdinalIgnoreCase);

    private ToldDevice? Told(string thought)
    {
        ToldDevice? last = null;
        foreach (DeviceSpec device in manifest.Devices)
        {
            int at = At(thought, device);
            if (at > (last?.At ?? -1)) last = new ToldDevice(at, device, thought[..at].TrimEnd(), thought[(at + Text(device).Length)..]);
        }

        return last;
    }

    // Where a device was told of last, or -1. The name of one may be the end of another's.
    private static int At(string thought, DeviceSpec device)
    {
        int at = thought.LastIndexOf(Text(device), StringComparison.Ordinal);
        while (at > 0 && (thought[at - 1] == '_' || char.IsLetterOrDigit(thought[at - 1]))) at = thought.LastIndexOf(Text(device), at - 1, StringComparison.Ordinal);
        return at;
    }

    private static string Text(DeviceSpec device) => $"{device.Name} ({device.Description})";

    // The device that was told of last: where its name begins, what stands before it, and after its description.
    private sealed record ToldDevice(int At, DeviceSpec Device, string Before, string Said);

    [GeneratedRegex(@"(?:^|(?<verb>[A-Za-z]+(?: [A-Za-z]+)?) )(?<name>\p{Lu}\w*) \($", RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, 1000)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"[A-Za-z]+( [A-Za-z]+)?$", RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, 1000)]
    private static partial Regex Verbal();

    // Another condition, or a wait for it.
    [GeneratedRegex(@"^(or|and|wait)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoesOn();

    [GeneratedRegex(@"\w+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=^| )(?<name>\p{Lu}\w*) ?(?:\([^)]*)?$", RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, 1000)]
    private static partial Regex Naming();
}
