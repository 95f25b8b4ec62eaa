namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Questions: one reading, several, averages, the past, comparisons, states.</summary>
internal static class ReadingFamilies
{
    public static Draft? Read(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor", "range"));
        if (s is null) return null;
        string task = talk.Own(s, "question") is { } question && talk.Dice.Chance(0.55) ? talk.AsIs(question)
            : talk.AsIs(talk.Dice.Chance(0.2) ? talk.Fill("need_value", ("sr", talk.Quantity(s))) : talk.Fill("read", ("r", talk.Quantity(s))));
        // What people tell beside it is not to be done, whatever numbers it has.
        if (talk.Dice.Chance(0.2)) task = talk.Dice.Chance(0.6) ? $"{Whole(task)} {talk.Fill("chatter")}" : $"{talk.Fill("chatter")} {SwitchingFamilies.Capital(task)}";
        return new Draft("read", task, $"{Lines.Who(s)}: read it and tell the value.", [$"Done($\"{s.Name} reads {Lines.Reading(s, $"{s.Name}.Read()")}.\");"],
            f => Tells(f, s))
        { Subject = s };
    }

    public static Draft? ReadMany(SynthRobot robot, Talk talk)
    {
        List<SynthDevice> some = talk.Dice.Some(robot.Of("sensor"), talk.Dice.Between(2, 3));
        if (some.Count < 2) return null;
        string list = string.Join(", ", some.SkipLast(1).Select(talk.Quantity)) + " and " + talk.Quantity(some[^1]);
        return new Draft("read-many", talk.AsIs(talk.Fill("read_many", ("lst", list))), $"Read {string.Join(" and ", some.Select(Lines.Who))} and tell the values.",
            [$"Done($\"{string.Join(", ", some.Select(s => $"{s.Name} reads {Lines.Reading(s, $"{s.Name}.Read()")}"))}.\");"], f => some.TrueForAll(s => Tells(f, s)));
    }

    public static Draft? Compare(SynthRobot robot, Talk talk)
    {
        foreach (var group in robot.Of("sensor").GroupBy(s => s.Spec.Unit).Where(g => g.Count() > 1))
        {
            List<SynthDevice> two = talk.Dice.Some([.. group], 2);
            (SynthDevice a, SynthDevice b) = (two[0], two[1]);
            string difference = $"{{Math.Abs(a - b):{a.Format}}}{a.UnitText}";
            return new Draft("compare", talk.AsIs(talk.Fill("compare", ("a", talk.Quantity(a)), ("b", talk.Quantity(b)))), $"Read {Lines.Who(a)} and {Lines.Who(b)} and compare.",
                [$"double a = {a.Name}.Read();", $"double b = {b.Name}.Read();", $"Done(a > b ? $\"{a.Name} is higher by {difference}.\" : $\"{b.Name} is higher by {difference}.\");"],
                f => f.End is { Ok: true, Answer: { } answer } && answer.StartsWith(f.State(a).Value > f.State(b).Value ? a.Name : b.Name, StringComparison.Ordinal));
        }
        return null;
    }

    public static Draft? Average(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null) return null;
        int k = talk.Dice.Of([3, 4, 5, 6, 8, 10, 12, 15, 20]), w = talk.Dice.Of([1, 2, 3, 5, 10, 20, 30, 60]);
        return new Draft("average", talk.AsIs(talk.Fill("average", ("k", talk.Dice.Chance(0.3) ? SpokenNumbers.Words(k) : $"{k}"), ("r", talk.Quantity(s)), ("w", $"{w}"))),
            $"Take {k} readings of {Lines.Who(s)}, {w} s apart, and average them.",
            ["double sum = 0;", $"for (int i = 0; i < {k}; i++)", "{", $"    if (i > 0) Wait({w});", $"    sum += {s.Name}.Read();", "}", $"Done($\"The average of {s.Name} is {Lines.Reading(s, $"sum / {k}")}.\");"],
            f => f.End is { Ok: true } && f.Governor.Now >= (k - 1) * w && f.Governor.Now < k * w + 5)
        { Subject = s };
    }

    public static Draft? History(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null) return null;
        (string word, string call) = talk.Dice.Of([("average", "Average()"), ("mean", "Average()"), ("highest", "Max()"), ("maximum", "Max()"), ("lowest", "Min()"), ("minimum", "Min()"), ("peak", "Max()")]);
        Duration past = Duration.AnyMinutes(talk.Dice, 720);
        return new Draft("history", talk.AsIs(talk.Fill("history", ("w", word), ("r", talk.Quantity(s)), ("ms", past.Said))),
            $"Take the {word} of the last {past.PlainMinutes} of {Lines.Who(s)}.", [$"Done($\"The {word} of {s.Name} was {Lines.Reading(s, $"History({s.Name}, {past.Minutes}).{call}")}.\");"], f => f.End is { Ok: true })
        { Subject = s };
    }

    public static Draft? Plot(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null) return null;
        Duration past = Duration.AnyMinutes(talk.Dice, 360);
        return new Draft("plot", talk.AsIs(talk.Fill("plot", ("r", talk.Quantity(s)), ("ms", past.Said))), $"Plot the last {past.PlainMinutes} of {Lines.Who(s)}.",
            [$"Plot(\"{s.Name}\", History({s.Name}, {past.Minutes}));", $"Done(\"Here is {s.Name} over the last {past.PlainMinutes}.\");"], f => f.End is { Ok: true } && f.Governor.Plots.Count == 1)
        { Subject = s };
    }

    public static Draft? Extremes(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null) return null;
        bool high = talk.Dice.Chance(0.5);
        int minutes = talk.Dice.Of([1, 2, 3, 5, 10, 15, 20, 30]);
        string word = high ? talk.Dice.Of(["highest", "maximum"]) : talk.Dice.Of(["lowest", "minimum"]);
        return new Draft("extremes", talk.AsIs(talk.Fill("extremes", ("r", talk.Quantity(s)), ("m", $"{minutes}"), ("w", word))), $"Read {Lines.Who(s)} each second for {minutes} min and keep the {word}.",
            [$"double best = {s.Name}.Read();", $"for (int i = 0; i < {minutes} * 60; i++)", "{", "    Wait(1);", $"    best = Math.{(high ? "Max" : "Min")}(best, {s.Name}.Read());", "}", $"Done($\"The {word} value of {s.Name} was {Lines.Reading(s, "best")}.\");"],
            f => f.End is { Ok: true } && f.Governor.Now >= minutes * 60)
        { Subject = s };
    }

    public static Draft? Input(SynthRobot robot, Talk talk)
    {
        SynthDevice? x = talk.Dice.OrNone(robot.Of("input"));
        if (x is null || talk.Own(x, "question") is not { } question) return null;
        bool active = talk.Dice.Chance(0.5);
        return new Draft("is-input", talk.AsIs(question), $"Look whether {Lines.Who(x)} is active.",
            [$"Done({x.Name}.IsActive ? \"{x.Name} is active.\" : \"{x.Name} is not active.\");"],
            f => f.End is { Ok: true, Answer: { } a } && a.Contains("not", StringComparison.Ordinal) != active)
        { Subject = x, Start = Starts.Input(x, active) };
    }

    public static Draft? State(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("relay", "dimmer", "servo", "stepper", "gripper"));
        if (d is null) return null;
        string r = talk.Ref(d);
        (string question, string code) = d.Kind switch
        {
            "relay" => (talk.Dice.Of([$"Is {r} on?", $"is {r} running right now?", $"Did somebody leave {r} on?", $"{r}: on or off?", $"Tell me whether {r} is on.", $"Do you have {r} switched on?"]),
                $"Done({d.Name}.IsOn ? \"{d.Name} is on.\" : \"{d.Name} is off.\");"),
            "dimmer" => (talk.Dice.Of([$"How far is {r} up?", $"What level is {r} at?", $"At what percentage is {r}?", $"How strong is {r} set right now?", $"level of {r}?"]), $"Done($\"{d.Name} is at {{{d.Name}.Level * 100:F0}} %.\");"),
            "servo" => (talk.Dice.Of([$"What angle is {r} at?", $"How far is {r} turned?", $"Where does {r} stand, in degrees?", $"angle of {r} please"]), $"Done($\"{d.Name} is at {{{d.Name}.Angle:F0}} degrees.\");"),
            "stepper" => (talk.Dice.Of([$"Where is {r} now?", $"What position is {r} in?", $"How far has {r} moved?", $"position of {r}?"]), $"Done($\"{d.Name} is at {{{d.Name}.Position:F1}}{d.UnitText}.\");"),
            _ => (talk.Own(d, "question") ?? $"Does {r} hold something?", $"Done({d.Name}.IsHolding ? \"{d.Name} is holding something.\" : \"{d.Name} is empty.\");"),
        };
        return new Draft("state", talk.AsIs(question), $"Tell the state of {Lines.Who(d)}.", [code], f => f.End is { Ok: true } && f.Only()) { Subject = d };
    }

    private static string Whole(string task) => ".!?".Contains(task[^1], StringComparison.Ordinal) ? task : task + "?";

    public static bool Tells(Facts facts, SynthDevice sensor) =>
        Tells(facts, facts.State(sensor).Value, 0.02 * (sensor.Spec.Range is { } r ? r.High - r.Low : 5));

    /// <summary>True where a number of the answer is this one.</summary>
    public static bool Tells(Facts facts, double truth, double tolerance) =>
        facts.End is { Ok: true, Answer: { } answer } && answer.Split(' ', ',').Any(w => double.TryParse(w.TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture, out double n) && Facts.Near(n, truth, tolerance));
}
