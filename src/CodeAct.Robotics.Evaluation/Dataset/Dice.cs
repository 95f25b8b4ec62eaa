namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Chance by seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public int Between(int low, int high) => _random.Next(low, high + 1);

    public double Real(double low, double high) => low + _random.NextDouble() * (high - low);

    public bool Chance(double p) => _random.NextDouble() < p;

    public T Of<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    public T? OrNone<T>(IReadOnlyList<T> all) where T : class => all.Count == 0 ? null : Of(all);

    public List<T> Some<T>(IReadOnlyList<T> all, int count)
    {
        var rest = all.ToList();
        var taken = new List<T>();
        while (taken.Count < count && rest.Count > 0)
        {
            int i = Next(rest.Count);
            taken.Add(rest[i]);
            rest.RemoveAt(i);
        }
        return taken;
    }

    /// <summary>A rounded number in a range, as people would choose one.</summary>
    public double Round(double low, double high)
    {
        double span = high - low, step = span > 400 ? 50 : span > 100 ? 10 : span > 40 ? 5 : span > 8 ? 1 : span > 2 ? 0.5 : 0.1;
        if (Chance(0.3) && step >= 5) step /= 5;
        double value = Math.Round(Real(low, high) / step) * step;
        return Math.Round(Math.Clamp(value, Math.Ceiling(low / step) * step, Math.Floor(high / step) * step), 2);
    }
}
