namespace CodeAct.Robotics.Mqtt.Link;

/// <summary>Pauses between attempts: each twice the last up to the longest, and up to half of each taken off by chance, so that many robots do not come back at one moment.</summary>
internal sealed class Backoff(TimeSpan shortest, TimeSpan longest, Random chance)
{
    private int _failures;

    /// <summary>The next pause.</summary>
    public TimeSpan Next()
    {
        TimeSpan pause = shortest * Math.Pow(2, Math.Min(_failures++, 30));
        return (pause < longest ? pause : longest) * (1 - chance.NextDouble() / 2);
    }

    /// <summary>An attempt succeeded.</summary>
    public void Reset() => _failures = 0;
}
