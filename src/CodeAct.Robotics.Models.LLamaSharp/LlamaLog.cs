using System.Globalization;
using System.Text.RegularExpressions;
using LLama.Native;

namespace CodeAct.Robotics.Models.LlamaCpp;

/// <summary>What llama.cpp says while it loads: the only place where it tells how many layers the GPU took. Nothing of it is printed.</summary>
static partial class LlamaLog
{
    const int Kept = 20;

    static readonly Lock Gate = new();
    static readonly Queue<string> Faults = new();
    static (int Taken, int All)? _layers;

    /// <summary>The callback; kept here, since the library calls it as long as it lives.</summary>
    public static NativeLogConfig.LLamaLogCallback Callback { get; } = Take;

    /// <summary>Layers on the GPU, and all there are, of the model loaded last; null where it said nothing.</summary>
    public static (int Taken, int All)? Layers
    {
        get
        {
            lock (Gate)
            {
                return _layers;
            }
        }
    }

    /// <summary>Forgets what was said.</summary>
    public static void Clear()
    {
        lock (Gate)
        {
            Faults.Clear();
            _layers = null;
        }
    }

    /// <summary>The last faults in one line, or nothing.</summary>
    public static string Said()
    {
        lock (Gate)
        {
            return string.Join(' ', Faults).Trim();
        }
    }

    static void Take(LLamaLogLevel level, string message)
    {
        lock (Gate)
        {
            if (level == LLamaLogLevel.Error)
            {
                Faults.Enqueue(message.Trim());
                while (Faults.Count > Kept)
                {
                    Faults.Dequeue();
                }
            }
            if (Offloaded().Match(message) is { Success: true } match)
            {
                _layers = (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
            }
        }
    }

    [GeneratedRegex(@"offloaded (\d+)/(\d+) layers to GPU")]
    private static partial Regex Offloaded();
}
