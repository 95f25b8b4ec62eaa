using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>Looks pins up on the board's header.</summary>
internal static class HeaderPins
{
    /// <summary>A pin that is a GPIO line.</summary>
    /// <exception cref="DeviceException">No board is known, or the pin is none.</exception>
    public static HeaderPin Find(LinuxBoard board, string device, int pin)
    {
        if (board.Header.Board is not { } name)
            throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: header {pin} means nothing here, since this board is not known; give chip and line instead, or add the board's file to hardware/boards.");
        return board.Header.Find(pin)
            ?? throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: pin {pin} of the {name} is no GPIO line; those are {string.Join(", ", board.Header.Pins)}.");
    }

    /// <summary>The PWM behind a pin.</summary>
    /// <exception cref="DeviceException">No board is known, or the pin has none.</exception>
    public static HeaderPwm FindPwm(LinuxBoard board, string device, int pin)
    {
        if (Find(board, device, pin).Pwm is { } pwm) return pwm;
        int[] fitting = [.. board.Header.Pins.Where(p => board.Header.Find(p)?.Pwm is not null)];
        string rest = fitting.Length == 0 ? "none of its pins has" : $"those with one are {string.Join(", ", fitting)}";
        throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: pin {pin} of the {board.Header.Board} has no PWM; {rest}.");
    }
}
