namespace CodeAct.Robotics.Simulators;

/// <summary>
/// A stream of chance of its own for each name, so that reading one device never changes another.
/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014): eight bytes of state, the same on every runtime.
/// </summary>
internal sealed class SeededChance
{
    private ulong _state;

    /// <summary>The stream of that name under that seed.</summary>
    public SeededChance(int seed, string name)
    {
        // FNV-1a, because string.GetHashCode differs from process to process.
        ulong hash = 14695981039346656037UL;
        foreach (char c in name) hash = (hash ^ c) * 1099511628211UL;
        _state = Mix(hash ^ Mix(unchecked((ulong)seed) + 0x9E3779B97F4A7C15UL));
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return (Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Next();

    /// <summary>Normal with mean 0 and standard deviation 1 (Box and Muller, 1958).</summary>
    public double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());

    /// <summary>A waiting time of that mean, for events that come independently of each other.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Next());

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
