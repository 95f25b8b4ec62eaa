namespace CodeAct.Robotics.Cli;

/// <summary>Values as a line of block characters, for a terminal.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>At most 60 characters; longer lists are averaged.</summary>
    public static string Of(IReadOnlyList<double> values)
    {
        double[] finite = values.Where(double.IsFinite).ToArray();
        if (finite.Length == 0) return "(empty)";
        int width = Math.Min(60, finite.Length);
        double[] columns = Enumerable.Range(0, width)
            .Select(i => finite[(i * finite.Length / width)..((i + 1) * finite.Length / width)].Average()).ToArray();
        double low = columns.Min(), span = columns.Max() - low;
        string line = string.Concat(columns.Select(v => Blocks[span > 0 ? (int)((v - low) / span * (Blocks.Length - 1)) : 0]));
        return $"{line} {finite.Min():0.##} to {finite.Max():0.##}";
    }
}
