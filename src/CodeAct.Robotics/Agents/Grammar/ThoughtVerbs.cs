using CodeAct.Robotics.Robots;
using static CodeAct.Robotics.Robots.DeviceKinds;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Of which devices the words of a thought may be said: a sensor is read, no relay is moved to 40, and what may be on for 30 s at most runs in bursts.</summary>
internal static class ThoughtVerbs
{
    private static readonly DeviceKind[] Switching = [Relay, Dimmer];
    private static readonly DeviceKind[] Signalling = [Buzzer, Relay, Dimmer];
    private static readonly DeviceKind[] Positioned = [Servo, Stepper];
    private static readonly DeviceKind[] Measuring = [.. All.Where(k => k.IsMeasuring)];
    private static readonly DeviceKind[] Sensing = [.. All.Where(k => !k.IsActuator)];

    // Two words before one: the longer decides.
    private static readonly Dictionary<string, DeviceKind[]> Before = new(StringComparer.Ordinal)
    {
        ["run"] = [Relay, Dimmer, Motor],
        ["switch"] = [Relay, Dimmer, ColorLight],
        ["set"] = [Dimmer],
        ["move"] = Positioned,
        ["drive"] = [Drive],
        ["turn"] = [Drive],
        ["open"] = [Gripper],
        ["close"] = [Gripper],
        ["make"] = [ColorLight],
        ["read"] = Measuring,
        ["wait for"] = [Input],
        ["wait until"] = Sensing,
        ["times with"] = Signalling,
        ["once with"] = Signalling,
        ["signals with"] = Signalling,
        ["readings of"] = Measuring,
        ["s of"] = Measuring,
        ["min of"] = Measuring,
        ["h of"] = Measuring,
        ["until"] = Sensing,
        ["if"] = Sensing,
        ["whether"] = Sensing,
        ["often"] = [Input],
        ["state of"] = [.. All.Where(k => !k.IsMeasuring && k.Members.Any(m => m.Result != MemberResult.None))],
        ["in which"] = Measuring,
    };

    // The verbs that a plan goes on with, where the one that was begun has no device.
    private static readonly string[] Verbs = ["run", "switch", "set", "move", "drive", "turn", "open", "close", "make", "read", "wait for", "wait until"];

    private static readonly Saying[] Asked =
    [
        new(" is active", d => d.Kind == Input),
        new(" is not active", d => d.Kind == Input),
        new(" is above", d => d.Kind != Input, "active"),
        new(" is below", d => d.Kind != Input, "active"),
    ];

    private static readonly Dictionary<string, Saying[]> After = new(StringComparer.Ordinal)
    {
        [""] =
        [
            new(" helps", d => Switching.Contains(d.Kind)),
            // What may stay on stays on, unless a time was said.
            new(" helps, run", d => !d.Hold || d.Limits.MaxOn is not null, "switch") { UnlessTimed = true },
            new(" should go", d => Switching.Contains(d.Kind)),
            new(": read it", d => Measuring.Contains(d.Kind)),
            new(": raise its level", d => d.Kind == Dimmer) { OfSensors = true },
            new(": lower its level", d => d.Kind == Dimmer) { OfSensors = true },
            new(": set its level", d => d.Kind == Dimmer) { OfSensors = true },
            new(" goes from", d => Positioned.Contains(d.Kind)),
        ],
        ["run"] =
        [
            new(" at", d => d.Kind != Relay),
            new(" until", d => d.Limits.MaxOn is null, "in"),
            new(" in", d => d.Limits.MaxOn is not null, "until"),
        ],
        ["until"] = Asked,
        ["wait until"] = Asked,
        ["if"] = Asked,
        ["whether"] = Asked,
        ["switch"] = [new(" on", d => Switching.Contains(d.Kind))],
    };

    /// <summary>The kinds that these words may be followed by; null where they say nothing.</summary>
    public static DeviceKind[]? Following(string words) => Before.GetValueOrDefault(Verb(words));

    /// <summary>The verb that these words end with: the last of them, or two.</summary>
    public static string Verb(string words)
    {
        string[] said = words.ToLowerInvariant().Split(' ');
        string two = string.Join(' ', said[^Math.Min(2, said.Length)..]);
        return Before.ContainsKey(two) ? two : said[^1];
    }

    /// <summary>True where a verb is said of devices that are asked, or is none that a plan could go on with.</summary>
    public static bool Asks(string verb) => !Verbs.Contains(verb) || Before[verb].All(Sensing.Contains);

    /// <summary>The verbs that a robot has devices for.</summary>
    public static IEnumerable<string> Of(IEnumerable<DeviceSpec> devices)
    {
        var kinds = devices.Select(d => d.Kind).ToHashSet();
        return Verbs.Where(v => Before[v].Any(kinds.Contains));
    }

    /// <summary>What is said of a device and is not true of it; null where it is true, unknown, or not yet said.</summary>
    /// <param name="device">The device.</param>
    /// <param name="before">The words before its name; empty at the beginning.</param>
    /// <param name="words">All that stands after its description.</param>
    public static Saying? Wrong(DeviceSpec device, string before, string words) => Known(before).FirstOrDefault(s => s.Words == words && !s.Fits(device));

    /// <summary>True where words could yet become ones that say something of the device before them.</summary>
    public static bool MaySay(string before, string words) => Known(before).Any(s => s.Words.StartsWith(words, StringComparison.Ordinal));

    private static Saying[] Known(string before) => After.GetValueOrDefault(Verb(before)) ?? [];

    /// <summary>Words that are not true of every device.</summary>
    /// <param name="Words">The words.</param>
    /// <param name="Fits">Whether they may be said of it.</param>
    /// <param name="Otherwise">What is said instead of the last of them; null where another device must be meant.</param>
    internal sealed record Saying(string Words, Func<DeviceSpec, bool> Fits, string? Otherwise = null)
    {
        /// <summary>True where they are left alone after a task that has a time.</summary>
        public bool UnlessTimed { get; init; }

        /// <summary>True where only a device that senses is exchanged: another actuator would be moved.</summary>
        public bool OfSensors { get; init; }
    }
}
