using System.Text;

namespace CodeAct.Robotics.Models.Sampling;

/// <summary>Watches streamed text for strings that end it, and holds back text that may be the beginning of one.</summary>
/// <param name="stops">The strings; empty ones are ignored.</param>
public sealed class StopStrings(IEnumerable<string> stops)
{
    readonly string[] _stops = [.. stops.Where(stop => stop.Length > 0)];
    readonly StringBuilder _held = new();

    /// <summary>Whether one has come. Nothing after it is given out, nor the string itself.</summary>
    public bool Reached { get; private set; }

    /// <summary>Takes more text; returns what is safe to give out.</summary>
    public string Push(string text)
    {
        if (Reached)
        {
            return "";
        }
        var all = _held.Append(text).ToString();
        _held.Clear();
        var end = _stops.Select(stop => all.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (end >= 0)
        {
            Reached = true;
            return all[..end];
        }
        var held = _stops.Select(stop => Overlap(all, stop)).DefaultIfEmpty(0).Max();
        _held.Append(all, all.Length - held, held);
        return all[..^held];
    }

    /// <summary>What was held back, when the text is over.</summary>
    public string Finish() => Reached ? "" : _held.ToString();

    /// <summary>How much of the text's end is a beginning of the string.</summary>
    static int Overlap(string text, string stop)
    {
        for (var length = Math.Min(text.Length, stop.Length - 1); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
            {
                return length;
            }
        }
        return 0;
    }
}
