namespace CodeAct.Robotics.Hardware.Linux.Boards;

/// <summary>What is known of one kind of board: hardware/boards/NAME.yaml.</summary>
/// <param name="Name">Such as <c>raspberry-pi-5</c>.</param>
/// <param name="Description">For people.</param>
/// <param name="Compatible">The strings of the device tree's root that mean this board (devicetree specification 0.4, 2.3.1).</param>
/// <param name="Pins">The pins of the header that are GPIO lines, by number.</param>
/// <param name="Buses">The buses on the header.</param>
/// <param name="Overlay">Where a pin is a GPIO only if the device tree makes it one: how to do that. Null where every pin is.</param>
public sealed record BoardFile(
    string Name, string Description, IReadOnlyList<string> Compatible, IReadOnlyDictionary<int, BoardPin> Pins, IReadOnlyList<BoardBus> Buses, string? Overlay)
{
    /// <summary>The pin of a line, or null where that is on no header.</summary>
    public BoardPin? PinOf(string chip, int line) => Pins.Values.FirstOrDefault(p => p.Chip == chip && p.Line == line);

    /// <summary>The bus of a device file, or null.</summary>
    public BoardBus? BusOf(string device) => Buses.FirstOrDefault(b => b.Device == device);

    /// <summary>The buses that use a pin.</summary>
    public IEnumerable<BoardBus> BusesOn(int pin) => Buses.Where(b => b.Pins.Contains(pin));
}

/// <summary>A pin of the header that is a GPIO line.</summary>
/// <param name="Number">On the header; pin 1 is the one at the square pad.</param>
/// <param name="Name">What the board's documentation calls it.</param>
/// <param name="Chip">The label of its GPIO chip.</param>
/// <param name="Line">Its line there.</param>
/// <param name="Pad">The end of its pad's name in the device tree, such as <c>pac6</c>; null where the board needs no overlay.</param>
/// <param name="Pwm">The PWM that can drive it, or null.</param>
/// <param name="PwmEnable">What must be done first for that.</param>
public sealed record BoardPin(int Number, string Name, string Chip, int Line, string? Pad, HeaderPwm? Pwm, string? PwmEnable);

/// <summary>A bus on the header.</summary>
/// <param name="Kind"><c>i2c</c>, <c>spi</c> or <c>uart</c>.</param>
/// <param name="Device">Its device file.</param>
/// <param name="Pins">The pins that it takes while it is on.</param>
/// <param name="Enable">What must be done first.</param>
public sealed record BoardBus(string Kind, string Device, IReadOnlyList<int> Pins, string Enable);
