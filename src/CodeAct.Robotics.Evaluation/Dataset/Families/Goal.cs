namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>A value that an actuator brings a sensor to, and the code that does it.</summary>
/// <param name="Actuator">A relay or dimmer.</param>
/// <param name="Sensor">What it moves.</param>
/// <param name="Rate">By how much, in the sensor's unit a second.</param>
/// <param name="Start">Where the sensor stands.</param>
/// <param name="Value">Where it shall be.</param>
internal sealed record Goal(SynthDevice Actuator, SynthDevice Sensor, double Rate, double Start, double Value)
{
    public bool Up => Rate > 0;

    /// <summary>The value as code has it.</summary>
    public string Number => Local ?? Lines.Number(Value);

    /// <summary>The variable that code keeps the value in, where it computes it.</summary>
    public string? Local { get; init; }

    /// <summary>What a correct reading is, in code; a gauge that is off needs more than <c>Read()</c>.</summary>
    public string Reading { get; init; } = $"{Sensor.Name}.Read()";

    public string Reached => $"{Reading} {(Up ? ">=" : "<=")} {Number}";

    public string Missing => $"{Reading} {(Up ? "<" : ">")} {Number}";

    /// <summary>Something that this actuator can reach in a time that people wait; null where there is nothing.</summary>
    public static Goal? Draw(SynthRobot robot, Talk talk, Func<SynthEffect, bool>? which = null)
    {
        SynthEffect? e = talk.Dice.OrNone(robot.Effects.Where(e => (which is null || which(e)) && Lines.Prepare(robot, e.Actuator) is not null).ToArray());
        if (e is null) return null;
        bool up = e.Rate > 0;
        (double low, double high) = ControlFamilies.Plausible(e.Sensor);
        // Where a rule forbids the actuator above a value, the goal lies below it.
        double? limit = robot.Rules(e.Actuator).FirstOrDefault(r => r.Subject == e.Sensor.Name && r.State == "Value")?.Limit;
        if (limit is { } most && up) high = Math.Min(high, most - (high - low) * 0.1);
        double start = talk.Dice.Real(low + (high - low) * (up ? 0.05 : 0.5), low + (high - low) * (up ? 0.5 : 0.95));
        double v = up ? talk.Dice.Round(start + (high - start) * 0.3, high) : talk.Dice.Round(low, start - (start - low) * 0.3);
        return Math.Abs(v - start) / Math.Abs(e.Rate) is < 3 or > 2500 || (up ? v <= start : v >= start) ? null : new Goal(e.Actuator, e.Sensor, e.Rate, start, v);
    }

    /// <summary>The lines that reach it: at one go, or in bursts where the actuator may not be on for long.</summary>
    public IReadOnlyList<string> Run() => Actuator.Spec.Limits is not { MaxOn: { } most }
        ? [Lines.On(Actuator), $"WaitUntil(() => {Reached}, 3600);", Lines.Off(Actuator)]
        : [$"for (int i = 0; i < 100 && {Missing}; i++)", "{", $"    {Lines.On(Actuator)}", $"    WaitUntil(() => {Reached}, {Lines.Number(most)});", $"    {Lines.Off(Actuator)}", $"    Wait({Lines.Number(Actuator.Spec.Limits.MinOff ?? 0)});", "}"];

    /// <summary>The plan of <see cref="Run"/>, as an imperative.</summary>
    public string Plan => $"run {Lines.Who(Actuator)}{(Actuator.Spec.Limits.MaxOn is { } most ? $" in bursts of {Lines.Number(most)} s" : "")} until {Lines.Who(Sensor)} is {Number}";

    /// <summary>True where the world is there.</summary>
    public bool IsReached(Facts facts)
    {
        double slack = (Sensor.Spec.Range is { } r ? r.High - r.Low : 10) * 0.02;
        return Up ? facts.State(Sensor).Value >= Value - slack : facts.State(Sensor).Value <= Value + slack;
    }

    /// <summary>The answer: the reading.</summary>
    public string Done => $"Done($\"{Sensor.Name} reads {Lines.Reading(Sensor, $"{Sensor.Name}.Read()")}.\");";
}
