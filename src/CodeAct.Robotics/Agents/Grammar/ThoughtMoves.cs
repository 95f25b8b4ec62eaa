using System.Text.RegularExpressions;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// The sum that a servo needs after <c>Move Vent (opens the roof) by 20</c>: it knows only where to go, and a model that has learned
/// to move it <em>to</em> 20 likes to write that.
/// </summary>
internal static partial class ThoughtMoves
{
    /// <summary>What the bracket holds that the code ends with; null where no servo is moved by something in the thought, or it was moved already and may go back.</summary>
    /// <param name="devices">The robot's.</param>
    /// <param name="thought">The thought.</param>
    /// <param name="code">The code so far.</param>
    public static string? Argument(IEnumerable<DeviceSpec> devices, string thought, string code)
    {
        if (Command().Match(code) is not { Success: true } command) return null;
        DeviceSpec? servo = devices.FirstOrDefault(d => d.Name == command.Groups["name"].Value && d.Kind == DeviceKinds.Servo);
        if (servo is null || code.IndexOf(command.Value, StringComparison.Ordinal) < command.Index) return null;
        string told = $"{servo.Name} ({servo.Description}) by ";
        int at = thought.IndexOf(told, StringComparison.Ordinal);
        if (at < 0 || By().Match(thought, at + told.Length) is not { Success: true } by) return null;
        return $"{servo.Name}.Angle {(by.Groups["back"].Success ? '-' : '+')} {by.Groups["n"].Value}";
    }

    [GeneratedRegex(@"\b(?<name>\w+)\.MoveTo\($", RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"\G(?<back>-)?(?<n>\d+(\.\d+)?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex By();
}
