using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>What a command would do, known before it is sent.</summary>
/// <param name="Activates">It would be on, above 0, or moving afterwards.</param>
/// <param name="HasValue">It sets a level, angle, power, position or state.</param>
/// <param name="Value">That value; a state is 1 or 0.</param>
/// <param name="TowardSafety">Off, Stop, level or power 0, or the safe value: never refused.</param>
internal readonly record struct CommandEffect(bool Activates, bool HasValue, double Value, bool TowardSafety)
{
    /// <summary>It would be off or stand afterwards.</summary>
    public bool Deactivates => !Activates;

    /// <summary>Foresees a command.</summary>
    public static CommandEffect Of(DeviceSpec device, in DeviceCommand command, double position) => command.Member switch
    {
        "On" => new(true, true, 1, device.Safe is { Word: SafeWord.On }),
        "Off" => new(false, true, 0, true),
        "Stop" => new(false, device.Kind == DeviceKinds.Motor, 0, true),
        "Set" or "Run" => new(command.A != 0, true, command.A, command.A == 0 || IsSafe(device, command.A)),
        "MoveTo" => new(true, true, command.A, IsSafe(device, command.A)),
        "MoveBy" => new(true, true, position + command.A, false),
        "Open" => new(true, true, 0, device.Safe is { Word: SafeWord.Open }),
        "Close" => new(true, true, 1, device.Safe is { Word: SafeWord.Close }),
        "Color" => new(command.A > 0 || command.B > 0 || command.C > 0, false, 0, command is { A: 0, B: 0, C: 0 }),
        "Show" => new(false, false, 0, false),
        _ => new(true, false, 0, false),
    };

    private static bool IsSafe(DeviceSpec device, double value) => device.Safe is { Word: SafeWord.Number } safe && safe.Number == value;
}
