using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>What a device reads at one moment.</summary>
/// <param name="Device">The device.</param>
/// <param name="State">Its state, where <paramref name="Error"/> is null.</param>
/// <param name="Error">Why there is none.</param>
public sealed record DeviceReading(DeviceSpec Device, DeviceState State, ActionError? Error)
{
    /// <summary>As people read it: <c>off</c>, <c>0.3</c>, <c>41.2 %</c>, <c>no reading</c>. The words are those the model was trained on.</summary>
    public string Text
    {
        get
        {
            if (Error is not null) return "no reading";
            return Device.Kind.Name switch
            {
                "relay" => State.Value != 0 ? "on" : "off",
                "input" => State.Value != 0 ? "active" : "inactive",
                "sensor" => $"{State.Value:0.0} {Device.Unit}".TrimEnd(),
                "range" => $"{State.Value:0.##} m",
                "color-light" => IsDark ? "off" : $"rgb {State.Value:0} {State.Second:0} {State.Third:0}",
                "display" => $"\"{State.Text}\"",
                "gripper" => State.Flag ? "holding" : State.Value != 0 ? "closed" : "open",
                "drive" => $"({State.Value:0.##}, {State.Second:0.##}, {State.Third:0.##} deg)",
                "buzzer" => State.Flag ? "on" : "off",
                _ => State.Value.ToString("0.###"),
            };
        }
    }

    /// <summary>The unit of <see cref="Value"/>; empty where it has none.</summary>
    public string Unit => Device.Kind == DeviceKinds.Range ? "m" : Device.Unit;

    /// <summary>As programs read it: a number, a truth, a text, or null without a reading.</summary>
    public object? Value => Error is not null ? null : Device.Kind.Name switch
    {
        "relay" or "input" => State.Value != 0,
        "color-light" or "display" or "gripper" or "drive" => Text.Trim('"'),
        "buzzer" => State.Flag,
        _ => State.Value,
    };

    private bool IsDark => State is { Value: 0, Second: 0, Third: 0 };
}

/// <summary>A named plot.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Values">At most <see cref="MostValues"/>.</param>
public sealed record PlotData(string Name, IReadOnlyList<double> Values)
{
    /// <summary>The most values that are kept.</summary>
    public const int MostValues = 1440;

    /// <summary>Reads the form in which code sends it: the name, a line feed, and values parted by blanks. Null where it isn't one.</summary>
    public static PlotData? Parse(string? text)
    {
        if (text?.Split('\n', 2) is not [var name, var list]) return null;
        var values = new List<double>();
        foreach (string word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (values.Count < MostValues && double.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out double value)) values.Add(value);
        return new PlotData(name.Length > 100 ? name[..100] : name, values);
    }
}
