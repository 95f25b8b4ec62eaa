using System.Text.Json.Nodes;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>One measured figure beside its goal.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="AtMost">The goal, where less is better.</param>
/// <param name="AtLeast">The goal, where more is better.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? AtMost = null, double? AtLeast = null)
{
    /// <summary>Null where there is no goal.</summary>
    public bool? Met => AtMost is { } most ? Value <= most : AtLeast is { } least ? Value >= least : null;

    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["value"] = Math.Round(Value, 4),
        ["unit"] = Unit,
        ["goal"] = AtMost ?? AtLeast,
        ["met"] = Met,
    };

    public override string ToString()
    {
        string goal = AtMost is { } most ? $"goal ≤ {most:#,0.##}" : AtLeast is { } least ? $"goal ≥ {least:#,0.##}" : "";
        string met = Met switch { true => "met", false => "MISSED", _ => "" };
        return $"{Name,-52} {Value,14:#,0.###} {Unit,-6} {goal,-16} {met}".TrimEnd();
    }
}

/// <summary>Order statistics of a measurement.</summary>
internal static class Percentile
{
    public static double P50(IEnumerable<double> values) => Of(values, 0.5);

    /// <summary>All but one in a hundred are at most this.</summary>
    public static double P99(IEnumerable<double> values) => Of(values, 0.99);

    private static double Of(IEnumerable<double> values, double share)
    {
        double[] sorted = values.Order().ToArray();
        return sorted[(int)(sorted.Length * share)];
    }
}
