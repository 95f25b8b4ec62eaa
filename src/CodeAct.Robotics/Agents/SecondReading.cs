using CodeAct.Robotics.Robots;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Agents;

/// <summary>
/// The system message of a task with the robot's devices in the opposite order. Which device a small model takes hangs also on where the
/// device stands in the list; a chat client that can reads both and takes what both find likely (for whole answers: permutation
/// self-consistency, Tang et al. 2023, arXiv 2310.07712). Others leave it alone.
/// </summary>
/// <param name="System">The system message.</param>
public sealed record SecondReading(string System)
{
    /// <summary>The key under which this stands in the additional properties of a request.</summary>
    public const string Key = "codeact.second-reading";

    /// <summary>The second reading of a robot; null where it has too few devices for an order.</summary>
    public static SecondReading? Of(RobotManifest manifest) =>
        manifest.Devices.Count < 2 ? null : new SecondReading(DevicePrompt.System(manifest with { Devices = [.. manifest.Devices.Reverse()] }));

    /// <summary>The one that came with a request, or null.</summary>
    public static SecondReading? Of(ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(Key) as SecondReading;
}
