using System.Text.RegularExpressions;

namespace CodeAct.Robotics.Sandbox.Worker.Diagnosis;

/// <summary>
/// Which device an unknown name means. A model names what the person said (<c>Bed</c>, <c>RoofVent</c>), so besides spelling count
/// the words of names and descriptions, and which devices have the member that the code goes on to use.
/// </summary>
internal static partial class DeviceGuess
{
    // A plural or an ending is still the same word; three letters and fewer must be equal.
    private const int Stem = 4;

    /// <summary>The device probably meant, or null where nothing speaks for one.</summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="member">The member used on it, or null.</param>
    /// <param name="devices">All devices, in the order of the manifest.</param>
    public static string? Of(string name, string? member, IReadOnlyList<DeviceWords> devices)
    {
        List<DeviceWords> fitting = devices.Where(d => member is null || d.Members.Contains(member)).ToList();
        if (fitting.Count == 0) fitting = [.. devices];
        if (NearestName.Of(name, fitting.Select(d => d.Name)) is { } near) return near;
        string[] words = Words(name);
        DeviceWords? best = fitting.MaxBy(d => Score(words, d));
        if (best is not null && Score(words, best) > 0) return best.Name;
        return member is not null && fitting.Count == 1 ? fitting[0].Name : null;
    }

    // A word of the device's own name says more than one of its description.
    private static int Score(string[] words, DeviceWords device)
    {
        string[] own = Words(device.Name), about = Words(device.Description);
        return words.Sum(w => own.Any(o => Same(w, o)) ? 3 : about.Any(a => Same(w, a)) ? 2 : 0);
    }

    private static bool Same(string a, string b) =>
        a == b || a.Length >= Stem && b.Length >= Stem && (a.StartsWith(b[..Stem], StringComparison.Ordinal) && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal)));

    private static string[] Words(string text) =>
        [.. Word().Matches(text).Select(m => m.Value.ToLowerInvariant()).Where(w => w.Length > 1 && w is not ("the" or "of" or "in" or "on" or "is" or "and" or "to" or "at" or "an"))];

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\d+")]
    private static partial Regex Word();
}

/// <summary>What is known of a device besides its type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">The manifest's words; may be empty.</param>
/// <param name="Members">The names of its kind's members.</param>
internal sealed record DeviceWords(string Name, string Description, IReadOnlySet<string> Members);
