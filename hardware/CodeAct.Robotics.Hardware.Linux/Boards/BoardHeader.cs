namespace CodeAct.Robotics.Hardware.Linux.Boards;

/// <summary>The header of a board that is known: a view of its file.</summary>
public sealed class BoardHeader(BoardFile board) : IHeader
{
    /// <inheritdoc/>
    public string? Board => board.Name;

    /// <inheritdoc/>
    public IReadOnlyList<int> Pins { get; } = [.. board.Pins.Keys.Order()];

    /// <inheritdoc/>
    public HeaderPin? Find(int number) => board.Pins.TryGetValue(number, out BoardPin? pin) ? new HeaderPin(pin.Chip, pin.Line) { Pwm = pin.Pwm } : null;
}
