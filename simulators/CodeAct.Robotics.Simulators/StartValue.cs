using System.Globalization;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>Where a device or a variable starts: a number or truth, a text, an input's active windows, or a whole state.</summary>
public sealed record StartValue
{
    private StartValue()
    {
    }

    /// <summary>The number; a truth is 1 or 0. Null where there is none.</summary>
    public double? Number { get; private init; }

    /// <summary>The text as written, or null.</summary>
    public string? Text { get; private init; }

    /// <summary>When an input is active, in seconds of the robot's clock, or null.</summary>
    public IReadOnlyList<TimeWindow>? Windows { get; private init; }

    /// <summary>A live state that a twin starts from, or null.</summary>
    public DeviceState? State { get; private init; }

    /// <summary>A number in the device's unit.</summary>
    public static StartValue Of(double number) => new() { Number = number };

    /// <summary>On or off, active or not.</summary>
    public static StartValue Of(bool truth) => new() { Number = truth ? 1 : 0 };

    /// <summary>A word as written: <c>on</c> and <c>true</c> are 1, <c>off</c> and <c>false</c> 0, digits a number; a display takes any text.</summary>
    public static StartValue Of(string text) => new()
    {
        Text = text,
        Number = text switch
        {
            "on" or "true" => 1,
            "off" or "false" => 0,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : null,
        },
    };

    /// <summary>When an input is active; it is inactive at all other times.</summary>
    public static StartValue Of(IReadOnlyList<TimeWindow> windows) => new() { Windows = windows };

    /// <summary>The state that the same device has now elsewhere, as a twin needs it.</summary>
    public static StartValue Of(DeviceState state) => new() { State = state, Number = state.Value, Text = state.Text };

    /// <inheritdoc/>
    public override string ToString() =>
        Windows is { } windows ? $"a list of {windows.Count} windows" : Text is { } text ? $"'{text}'" : $"{Number:0.####}";
}
