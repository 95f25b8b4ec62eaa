using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>What sensor and range share: a true value, noise at each read, and a memory of the last day.</summary>
internal abstract class SimulatedReading : SimulatedDevice, ISensorHistory
{
    private readonly SeededChance _chance;
    private readonly SensorLog _log = new();

    // Standard deviation of a reading: in its unit, and as a share of the value.
    private double _noise;
    private double _relativeNoise;

    // Digits after the point that a reading has; below 0, zeros before it.
    private readonly int _digits;

    /// <summary>A reading with the manifest's noise.</summary>
    protected SimulatedReading(DeviceSpec spec, SimulatedTime time, int seed)
        : base(spec, time)
    {
        _chance = new SeededChance(seed, "noise of " + spec.Name);
        _noise = spec.Simulation.Noise;
        Low = spec.Range?.Low ?? double.NegativeInfinity;
        High = spec.Range?.High ?? double.PositiveInfinity;
        // As a converter of 13 to 14 bits: a ten-thousandth of the range, rounded up to a power of ten.
        _digits = spec.Range is { } range ? 4 - (int)Math.Ceiling(Math.Log10(range.High - range.Low)) : 3;
        Remember(start => SlowNoise.Past(start, spec.Range, new SeededChance(seed, "past of " + spec.Name)));
    }

    /// <summary>What it would read without noise, always within its range.</summary>
    public abstract double TrueValue { get; }

    /// <inheritdoc/>
    public override DeviceState Truth => DeviceState.Of(TrueValue);

    /// <summary>The lower end of its range.</summary>
    protected double Low { get; set; }

    /// <summary>The upper end of its range.</summary>
    protected double High { get; }

    /// <summary>A world knows the kind of probe; a manifest that gives its own noise knows it better.</summary>
    /// <param name="noise">Standard deviation in its unit.</param>
    /// <param name="relativeNoise">Standard deviation as a share of the value.</param>
    /// <param name="past">See <see cref="Remember"/>.</param>
    public void Observed(double noise, double relativeNoise, Func<double, double[]> past)
    {
        if (Spec.Simulation.Noise == 0) (_noise, _relativeNoise) = (noise, relativeNoise);
        Remember(past);
    }

    /// <summary>The day before the task: from the value at its start to 1,440 values, the first one minute before it.</summary>
    public void Remember(Func<double, double[]> past) => _log.Past = past;

    /// <summary>The true value with noise, in the steps of a converter, kept within the range: noise alone never makes an error.</summary>
    public override DeviceState Read()
    {
        double value = TrueValue;
        double sigma = _noise + _relativeNoise * Math.Abs(value);
        if (sigma != 0) value += sigma * _chance.Gaussian();
        return DeviceState.Of(Math.Clamp(Resolve(value), Low, High));
    }

    private double Resolve(double value)
    {
        if (_digits >= 0) return Math.Round(value, Math.Min(_digits, 15));
        double step = Math.Pow(10, -_digits);
        return Math.Round(value / step) * step;
    }

    /// <summary>Keeps the true value of this minute.</summary>
    public void Record() => _log.Record(TrueValue);

    /// <inheritdoc/>
    public IReadOnlyList<double> History(int minutes) => _log.History(minutes, Time.Now, TrueValue);
}
