using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A safe value as a level from 0 to 1.</summary>
internal static class SafeLevel
{
    /// <summary>The level; null where it stays as it is.</summary>
    public static double? Of(SafeValue safe) => safe.Word switch
    {
        SafeWord.On => 1,
        SafeWord.Number => Math.Clamp(safe.Number, 0, 1),
        SafeWord.Stop => null,
        _ => 0,
    };

    /// <summary>The level that an output has when it is opened.</summary>
    public static double AtFirst(DeviceSpec device) => device.Safe is { } safe ? Of(safe) ?? 0 : 0;
}
