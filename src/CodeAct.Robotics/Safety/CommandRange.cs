using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>Checks the arguments of a command. Nothing is clamped: what doesn't fit is refused with what would.</summary>
internal static class CommandRange
{
    /// <summary>The longest text of a display, in characters.</summary>
    public const int LongestText = 500;

    private static readonly ValueRange Meters = new(-100, 100);
    private static readonly ValueRange TurnDegrees = new(-3600, 3600);
    private static readonly ValueRange Byte = new(0, 255);
    private static readonly ValueRange Hertz = new(20, 20_000);
    private static readonly ValueRange BeepSeconds = new(0, 60);

    /// <param name="device">The device.</param>
    /// <param name="command">The command.</param>
    /// <param name="position">Where a stepper stands now.</param>
    /// <exception cref="DeviceException"><c>range</c></exception>
    public static void Check(DeviceSpec device, in DeviceCommand command, double position)
    {
        double max = device.Limits.Max ?? double.PositiveInfinity;
        switch (command.Member)
        {
            case "Set": Require(device, command.Member, command.A, new ValueRange(0, Math.Min(1, max))); break;
            case "Run": Require(device, command.Member, command.A, new ValueRange(-Math.Min(1, max), Math.Min(1, max))); break;
            case "MoveTo" when device.Range is { } range:
                Require(device, command.Member, command.A, new ValueRange(range.Low, Math.Min(range.High, max)));
                RequireDistance(device, command.A - position);
                break;
            case "MoveBy" when device.Range is { } range:
                Require(device, command.Member, command.A, new ValueRange(range.Low - position, range.High - position));
                RequireDistance(device, command.A);
                break;
            case "Forward":
                Require(device, command.Member, command.A, Meters);
                RequireDistance(device, command.A);
                break;
            case "Turn": Require(device, command.Member, command.A, TurnDegrees); break;
            case "Color":
                Require(device, command.Member, command.A, Byte);
                Require(device, command.Member, command.B, Byte);
                Require(device, command.Member, command.C, Byte);
                break;
            case "Beep":
                Require(device, command.Member, command.A, Hertz);
                Require(device, "Beep for seconds", command.B, BeepSeconds);
                break;
            case "Show" when (command.Text?.Length ?? 0) > LongestText:
                throw new DeviceException(ErrorCodes.Range, $"{device.Name}.Show takes at most {LongestText} characters, not {command.Text!.Length}.");
        }
    }

    private static void Require(DeviceSpec device, string member, double value, ValueRange range)
    {
        if (range.Contains(value)) return;
        throw new DeviceException(ErrorCodes.Range, $"{device.Name}.{member} takes {Plain(range.Low)} to {Plain(range.High)}, not {Plain(value)}.");
    }

    private static void RequireDistance(DeviceSpec device, double distance)
    {
        if (device.Kind == DeviceKinds.Servo || device.Limits.MaxDistance is not { } most || Math.Abs(distance) <= most) return;
        throw new DeviceException(ErrorCodes.Range, $"{device.Name} may move by at most {Plain(most)} {(device.Kind == DeviceKinds.Drive ? "m" : device.Unit)} at a time, not {Plain(distance)}.");
    }

    private static string Plain(double value) => value.ToString("0.###");
}
