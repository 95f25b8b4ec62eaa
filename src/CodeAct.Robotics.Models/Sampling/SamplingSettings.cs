namespace CodeAct.Robotics.Models.Sampling;

/// <summary>How the next token is drawn.</summary>
public sealed record SamplingSettings
{
    /// <summary>0 (the default): always the likeliest token, the lowest id among equals. Above 0: draw, the flatter the higher.</summary>
    public double Temperature { get; init; }

    /// <summary>Draw among this many likeliest tokens; 0: among all. Default 40. Without effect at temperature 0.</summary>
    public int TopK { get; init; } = 40;

    /// <summary>Of those, draw among the fewest whose chances add up to this, 0 to 1. Default 0.95. Without effect at temperature 0.</summary>
    public double TopP { get; init; } = 0.95;

    /// <summary>Where the random numbers begin: the same seed, prompt and settings give the same reply. Default 1.</summary>
    public long Seed { get; init; } = 1;
}
