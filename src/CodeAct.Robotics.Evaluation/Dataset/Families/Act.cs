using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>One thing to do, as part of a larger task: an imperative, its plan, its code, and what holds when it was done.</summary>
internal sealed record Act(SynthDevice Device, string Say, string Plan, IReadOnlyList<string> Code, string Did, Func<Facts, bool> Holds, string Time = "");

/// <summary>Makes acts of the devices that a robot has.</summary>
internal static class Acts
{
    private static readonly (string Word, int R, int G, int B)[] Colors =
    [
        ("red", 255, 0, 0), ("green", 0, 255, 0), ("blue", 0, 0, 255), ("white", 255, 255, 255), ("yellow", 255, 255, 0), ("orange", 255, 128, 0), ("purple", 128, 0, 255), ("pink", 255, 105, 180), ("cyan", 0, 255, 255), ("magenta", 255, 0, 255),
    ];

    private static readonly string[] Texts = ["Hello", "Welcome", "Closed", "Back at 3", "Please wait", "All good", "Help", "Dinner is ready", "Out of order", "Good morning", "Stop", "Ready", "Be right back", "No entry", "Open", "Low", "Night shift", "Thank you"];

    /// <summary>Something to do with any actuator but those excluded; null where there is none.</summary>
    public static Act? Any(SynthRobot robot, Talk talk, params SynthDevice[] except)
    {
        SynthDevice[] all = [.. robot.Of("relay", "dimmer", "servo", "stepper", "color-light", "buzzer", "display", "motor", "gripper", "drive").Except(except).Where(d => !robot.Rules(d).Any())];
        return talk.Dice.OrNone(all) is { } device ? Of(device, talk) : null;
    }

    /// <summary>Something to do with this one.</summary>
    public static Act? Of(SynthDevice d, Talk talk) => d.Kind switch
    {
        "relay" when d.Spec.Hold && d.Spec.Limits.MaxOn is null => talk.Dice.Chance(0.75) ? On(d, talk) : talk.Dice.Chance(0.5) ? Off(d, talk) : OnFor(d, talk),
        "relay" => OnFor(d, talk),
        "dimmer" when d.Spec.Hold => talk.Dice.Chance(0.7) ? Dim(d, talk) : talk.Dice.Chance(0.65) ? On(d, talk) : Off(d, talk),
        "dimmer" => null,
        "servo" => Servo(d, talk),
        "stepper" => StepTo(d, talk),
        "color-light" => talk.Dice.Chance(0.85) ? Color(d, talk) : Off(d, talk),
        "buzzer" => Beep(d, talk),
        "display" => Show(d, talk),
        "motor" => MotorFor(d, talk),
        "gripper" => Grip(d, talk),
        "drive" => Drive(d, talk),
        _ => null,
    };

    public static Act On(SynthDevice d, Talk talk) => new(d, Own(d, talk, "on") ?? talk.Dice.Of([$"turn on {talk.Ref(d)}", $"switch {talk.Ref(d)} on", $"turn {talk.Ref(d)} on", $"{(d.Kind == "relay" ? "start" : "put on")} {talk.Ref(d)}"]),
        d.Kind == "dimmer" ? $"set {Lines.Who(d)} to 1" : $"switch {Lines.Who(d)} on", [Lines.On(d)], $"{d.Name} is on", f => f.State(d).Value == 1);

    public static Act Off(SynthDevice d, Talk talk) => new(d, Own(d, talk, "off") ?? talk.Dice.Of([$"turn off {talk.Ref(d)}", $"switch {talk.Ref(d)} off", $"turn {talk.Ref(d)} off", $"{(d.Kind == "relay" ? "stop" : "put out")} {talk.Ref(d)}"]),
        d.Kind == "dimmer" ? $"set {Lines.Who(d)} to 0" : $"switch {Lines.Who(d)} off", [Lines.Off(d)], $"{d.Name} is off", f => f.State(d) is { Value: 0, Second: 0, Third: 0 } && f.Obeyed(d).Any());

    public static Act OnFor(SynthDevice d, Talk talk)
    {
        int most = (int)(d.Spec.Limits.MaxOn ?? 10_000);
        Duration span = Duration.Any(talk.Dice, 2, most);
        string time = span.Said;
        string say = talk.Own(d, "on") is { } own && talk.Dice.Chance(0.6) ? $"{own} for {time}" : talk.Dice.Of([$"turn {talk.Ref(d)} on for {time}", $"run {talk.Ref(d)} for {time}", $"switch on {talk.Ref(d)} for {time}"]);
        return new(d, say, $"run {Lines.Who(d)} for {span.Plain}", [$"{d.Name}.On();", $"Wait({span.Code});", $"{d.Name}.Off();"], $"{d.Name} was on for {span.Plain}",
            f => Span(f, d, "On", "Off") is { } on && Facts.Near(on, span.Seconds, 1), time);
    }

    public static Act Dim(SynthDevice d, Talk talk)
    {
        int percent = talk.Dice.Of([5, 10, 15, 20, 25, 30, 33, 35, 40, 45, 50, 55, 60, 65, 66, 70, 75, 80, 85, 90, 95, 100, 100, 50]);
        string p = SpokenNumbers.Percent(percent, talk.Dice), level = Lines.Number(percent / 100.0);
        string say = talk.Own(d, "to") is { } own && talk.Dice.Chance(0.5) ? own.Replace("{p}", p, StringComparison.Ordinal) : talk.Dice.Of([$"set {talk.Ref(d)} to {p}", $"put {talk.Ref(d)} at {p}", $"bring {talk.Ref(d)} to {p}"]);
        return new(d, say, $"set {Lines.Who(d)} to {level}", [$"{d.Name}.Set({level});"], $"{d.Name} is at {percent} %", f => Facts.Near(f.State(d).Value, percent / 100.0, 0.011));
    }

    public static Act Servo(SynthDevice d, Talk talk) => ToEnd(d, talk) ?? To(d, talk, talk.Own(d, "to") is { } to && talk.Dice.Chance(0.3) ? to : talk.Dice.Of(["move {r} to {x}", "turn {r} to {x}", "set {r} to {x}"]), "degrees");

    public static Act StepTo(SynthDevice d, Talk talk) => ToEnd(d, talk) ?? To(d, talk, talk.Own(d, "to") is { } to && talk.Dice.Chance(0.6) ? to : talk.Dice.Of(["move {r} to {x}", "bring {r} to {x}"]), d.Spec.Unit);

    private static Act To(SynthDevice d, Talk talk, string phrase, string unit)
    {
        double x = talk.Dice.Round(d.Spec.Range!.Value.Low, d.Spec.Range.Value.High);
        string n = Lines.Number(x), say = Talk.Measure(phrase.Replace("{r}", talk.Ref(d), StringComparison.Ordinal), "{x}", n, unit);
        if (unit == "degrees" && talk.Dice.Chance(0.3)) say = say.Replace($"{n} degrees", $"{n}°", StringComparison.Ordinal);
        return new(d, say, $"move {Lines.Who(d)} to {n}", [$"{d.Name}.MoveTo({n});"], $"{d.Name} is at {n}{(unit.Length > 0 ? " " + unit : "")}", f => Facts.Near(f.State(d).Value, x, 0.6));
    }

    // Open, shut, the middle, home: places that the prompt tells, and the code leaves the arithmetic to C#.
    private static Act? ToEnd(SynthDevice d, Talk talk)
    {
        (double low, double high) = d.Spec.Range!.Value;
        (string from, string to) = (Lines.Number(low), Lines.Number(high));
        (string? say, string x, double at, string how) = (talk.Dice.Next(DeviceEnds.Told(d.Spec) is null ? 6 : 4), DeviceEnds.Of(d.Spec)) switch
        {
            (0, { } ends) => (talk.Own(d, "open"), Lines.Number(ends.Open), ends.Open, ends.Open > ends.Closed ? "its high end, open" : "its low end, open"),
            (1, { } ends) => (talk.Own(d, "close"), Lines.Number(ends.Closed), ends.Closed, ends.Open > ends.Closed ? "its low end, closed" : "its high end, closed"),
            (2, _) => (talk.Own(d, "half") ?? talk.Dice.Of([$"move {talk.Ref(d)} to the middle", $"{talk.Ref(d)} to the middle, please", $"centre {talk.Ref(d)}", $"put {talk.Ref(d)} half way"]), $"({from} + {to}) / 2.0", (low + high) / 2, $"the middle of {from} to {to}"),
            (4, _) when low <= 0 && high >= 0 => (talk.Own(d, "home"), "0", 0, "home"),
            _ => default,
        };
        return say is null ? null : new(d, say, $"move {Lines.Who(d)} to {(x.Contains('/', StringComparison.Ordinal) ? how : $"{x}, {how}")}", [$"{d.Name}.MoveTo({x});"], $"{d.Name} is at {(x.Contains('/', StringComparison.Ordinal) ? "the middle" : x)}", f => Facts.Near(f.State(d).Value, at, 0.6));
    }

    public static Act Color(SynthDevice d, Talk talk)
    {
        (string word, int r, int g, int b) = talk.Dice.Of(Colors);
        string say = talk.Own(d, "to") is { } to && talk.Dice.Chance(0.6) ? to.Replace("{c}", word, StringComparison.Ordinal) : talk.Dice.Of([$"make {talk.Ref(d)} {word}", $"set {talk.Ref(d)} to {word}", $"turn {talk.Ref(d)} {word}"]);
        return new(d, say, $"make {Lines.Who(d)} {word}", [$"{d.Name}.Color({r}, {g}, {b});"], $"{d.Name} is {word}", f => f.State(d) is { } s && s.Value == r && s.Second == g && s.Third == b);
    }

    public static Act Beep(SynthDevice d, Talk talk)
    {
        int k = talk.Dice.Between(1, 6);
        string count = SpokenNumbers.Count(k, talk.Dice);
        string say = talk.Own(d, "beep") is { } own && talk.Dice.Chance(0.5) ? own.Replace("{k}", count, StringComparison.Ordinal) : k == 1 ? talk.Dice.Of(["beep once", "give one beep"]) : talk.Dice.Of([$"beep {count} times", $"give {count} beeps"]);
        string[] code = k == 1 ? [$"{d.Name}.Beep(1000, 0.2);"] : [$"for (int i = 0; i < {k}; i++)", "{", $"    {d.Name}.Beep(1000, 0.2);", "    Wait(0.5);", "}"];
        return new(d, say, k == 1 ? $"beep once with {Lines.Who(d)}" : $"beep {k} times with {Lines.Who(d)}", code, k == 1 ? "there was one beep" : $"there were {k} beeps", f => f.State(d).Count == k);
    }

    public static Act Show(SynthDevice d, Talk talk)
    {
        string text = talk.Dice.Of(Texts), said = talk.Dice.Chance(0.6) ? $"\"{text}\"" : text;
        string say = talk.Own(d, "show") is { } own && talk.Dice.Chance(0.6) ? own.Replace("\"{text}\"", "{text}", StringComparison.Ordinal).Replace("{text}", said, StringComparison.Ordinal) : talk.Dice.Of([$"show {said} on {talk.Ref(d)}", $"write {said} on {talk.Ref(d)}"]);
        return new(d, say, $"show {text} on {Lines.Who(d)}", [$"{d.Name}.Show(\"{text}\");"], $"{d.Name} shows {text}", f => f.State(d).Text == text);
    }

    public static Act MotorFor(SynthDevice d, Talk talk)
    {
        int percent = talk.Dice.Of([20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100]);
        Duration span = Duration.Any(talk.Dice, 2, 300);
        bool back = talk.Dice.Chance(0.35);
        string p = SpokenNumbers.Percent(percent, talk.Dice), time = span.Said, power = Lines.Number((back ? -1 : 1) * percent / 100.0);
        string say = talk.Own(d, back ? "backward" : "forward") is { } own && talk.Dice.Chance(0.5) ? $"{own} at {p} for {time}"
            : back ? talk.Dice.Of([$"run {talk.Ref(d)} backwards at {p} for {time}", $"reverse {talk.Ref(d)} with {p} for {time}"]) : talk.Dice.Of([$"run {talk.Ref(d)} at {p} for {time}", $"let {talk.Ref(d)} run with {p} for {time}"]);
        return new(d, say, $"run {Lines.Who(d)} at {power} for {span.Plain}", [$"{d.Name}.Run({power});", $"Wait({span.Code});", $"{d.Name}.Stop();"], $"{d.Name} ran for {span.Plain}",
            f => Span(f, d, "Run", "Stop") is { } ran && Facts.Near(ran, span.Seconds, 1));
    }

    public static Act Grip(SynthDevice d, Talk talk)
    {
        bool close = talk.Dice.Chance(0.5);
        string say = talk.Own(d, close ? "close" : "open") ?? $"{(close ? "close" : "open")} {talk.Ref(d)}";
        return new(d, say, $"{(close ? "close" : "open")} {Lines.Who(d)}", [$"{d.Name}.{(close ? "Close" : "Open")}();"], $"{d.Name} is {(close ? "closed" : "open")}", f => f.Did(d, close ? "Close" : "Open") && f.State(d).Value == (close ? 1 : 0));
    }

    public static Act Drive(SynthDevice d, Talk talk)
    {
        if (talk.Dice.Chance(0.5))
        {
            (double m, string said, bool back) = (Way.Any(talk.Dice), "", talk.Dice.Chance(0.35));
            said = Way.Said(m, talk.Dice);
            string n = back ? $"-{Lines.Number(m)}" : Lines.Number(m);
            string say = talk.Own(d, back ? "back" : "forward") is { } own && talk.Dice.Chance(0.5) ? Way.Fill(own, said)
                : back ? talk.Dice.Of([$"drive {said} back", $"back up {said}", $"go {said} backwards", $"reverse {said}"]) : talk.Dice.Of([$"drive {said} forward", $"go {said} ahead", $"go forward {said}", $"drive {said} straight on", $"move {said} forwards"]);
            return new(d, say, $"drive {Lines.Who(d)} by {n} m", [$"{d.Name}.Forward({n});"], $"{d.Name} drove {n} m", f => f.Obeyed(d).Any(c => c.Member == "Forward" && Facts.Near(Convert.ToDouble(c.Args[0], System.Globalization.CultureInfo.InvariantCulture), back ? -m : m, 0.01)));
        }
        (double by, string tell, string degrees) = Way.Turn(d, talk);
        return new(d, tell, $"turn {Lines.Who(d)} by {degrees}, left is positive", [$"{d.Name}.Turn({degrees});"], $"{d.Name} turned by {degrees} degrees", f => Facts.Near(Math.IEEERemainder(f.State(d).Third - by, 360), 0, 2));
    }

    private static string? Own(SynthDevice d, Talk talk, string sort) => talk.Dice.Chance(0.65) ? talk.Own(d, sort) : null;

    private static double? Span(Facts f, SynthDevice d, string from, string to)
    {
        double? a = f.Obeyed(d).LastOrDefault(c => c.Member == from)?.Time, b = f.Obeyed(d).LastOrDefault(c => c.Member == to)?.Time;
        return b - a;
    }
}
