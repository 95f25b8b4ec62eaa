using CodeAct.Robotics.Hardware.Linux.Gpio;

namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>The lines of a stepper's driver chip.</summary>
/// <param name="Step">A pulse is a step.</param>
/// <param name="Direction">Active towards higher positions.</param>
/// <param name="Enable">Active while the coils have current, or null.</param>
/// <param name="Home">The end stop, or null.</param>
internal sealed record StepperLines(GpioLine Step, GpioLine Direction, GpioLine? Enable, GpioLine? Home) : IDisposable
{
    /// <summary>Opens them, or none.</summary>
    public static StepperLines Open(LinuxBoard board, string device, StepperSettings settings)
    {
        var output = new LineOptions(GpioUapi.Output, false);
        var wanted = new List<(LineAddress Address, LineOptions Options)> { (settings.Step, output), (settings.Direction, output) };
        if (settings.Enable is { } enable) wanted.Add((enable, new LineOptions(GpioUapi.Output | settings.EnableFlags, !settings.Release)));
        if (settings.Home is { } home) wanted.Add((home, settings.HomeFlags));
        GpioLine[] lines = Opening.All(wanted, w => GpioLine.Open(board, device, w.Address, w.Options));
        return new StepperLines(lines[0], lines[1], settings.Enable is null ? null : lines[2], settings.Home is null ? null : lines[^1]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Step.Dispose();
        Direction.Dispose();
        Enable?.Dispose();
        Home?.Dispose();
    }
}
