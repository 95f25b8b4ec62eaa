using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Outputs;

/// <summary>Safe values as levels.</summary>
internal static class SafeLevel
{
    /// <summary>The level that a safe value means, or null where the output stays as it is.</summary>
    public static double? Of(SafeValue? safe) => safe switch
    {
        { Word: SafeWord.Off } => 0,
        { Word: SafeWord.On } => 1,
        { Word: SafeWord.Number, Number: var number } => Math.Clamp(number, 0, 1),
        _ => null,
    };
}
