namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Says in a description where a thing is open and where it is closed: <c>0 is open and 100 is closed</c>.</summary>
internal static class Ends
{
    private static readonly string[] Ways =
        ["{a} is open and {b} is closed", "{b} is closed and {a} is open", "{a} open, {b} closed", "open at {a}, closed at {b}", "{b} closed, {a} open", "closed at {b}, open at {a}"];

    /// <summary>A description that says it, with open at either end.</summary>
    public static string Describe(string description, double low, double high, Dice dice)
    {
        (double open, double closed) = dice.Chance(0.5) ? (low, high) : (high, low);
        string ends = dice.Of(Ways).Replace("{a}", Lines.Number(open), StringComparison.Ordinal).Replace("{b}", Lines.Number(closed), StringComparison.Ordinal);
        return $"{description}, {ends}";
    }
}
