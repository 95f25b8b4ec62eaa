namespace CodeAct.Robotics.Hardware.Linux.Boards;

/// <summary>The pin header of the board that the program runs on: what <c>pin: header 11</c> means. Read from hardware/boards.</summary>
public interface IHeader
{
    /// <summary>The board's name for messages, such as <c>raspberry-pi-5</c>; null where no board is known.</summary>
    string? Board { get; }

    /// <summary>The numbers of the pins that are GPIO lines, ordered.</summary>
    IReadOnlyList<int> Pins { get; }

    /// <summary>A pin by its number on the header, or null where that one is none of <see cref="Pins"/> (power, ground).</summary>
    HeaderPin? Find(int number);
}

/// <summary>A pin of a header.</summary>
/// <param name="Chip">The label of its GPIO chip, such as <c>pinctrl-rp1</c>.</param>
/// <param name="Line">Its line on that chip.</param>
public sealed record HeaderPin(string Chip, int Line)
{
    /// <summary>The PWM that can drive it, or null.</summary>
    public HeaderPwm? Pwm { get; init; }
}

/// <summary>The PWM channel behind a pin.</summary>
/// <param name="Chip">A PWM chip as <c>linux.pwm</c> takes it: <c>pwmchip0</c>, or the name of its device or driver.</param>
/// <param name="Channel">The channel on that chip.</param>
public sealed record HeaderPwm(string Chip, int Channel);

/// <summary>No board is known: every pin by header number is an error.</summary>
public sealed class UnknownHeader : IHeader
{
    /// <inheritdoc/>
    public string? Board => null;

    /// <inheritdoc/>
    public IReadOnlyList<int> Pins => [];

    /// <inheritdoc/>
    public HeaderPin? Find(int number) => null;
}
