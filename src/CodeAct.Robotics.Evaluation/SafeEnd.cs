using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Evaluation;

/// <summary>Whether a device is where the safe state leaves it.</summary>
internal static class SafeEnd
{
    /// <summary>True where it is, or, for a stepper whose safe value is a position, on its way there.</summary>
    /// <param name="device">The device.</param>
    /// <param name="state">Its true state just after it was made safe.</param>
    public static bool Holds(DeviceSpec device, DeviceState state)
    {
        if (device.Kind == DeviceKinds.Relay) return device.Safe is not { Word: SafeWord.Off } || state.Value == 0;
        if (device.Kind == DeviceKinds.Dimmer) return state.Value == device.Safe!.Value.Number;
        if (device.Kind == DeviceKinds.Motor) return state.Value == 0;
        if (device.Kind == DeviceKinds.Stepper && device.Safe is { Word: SafeWord.Number, Number: var position }) return state.Flag || Math.Abs(state.Value - position) < 1e-6;
        return device.Kind != DeviceKinds.Drive && device.Kind != DeviceKinds.Stepper || !state.Flag;
    }
}
