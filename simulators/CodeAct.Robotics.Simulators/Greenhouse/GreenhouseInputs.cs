namespace CodeAct.Robotics.Simulators.Greenhouse;

/// <summary>What acts on the greenhouse in one step.</summary>
internal readonly record struct GreenhouseInputs
{
    /// <summary>0 or 1.</summary>
    public double Pump { get; init; }

    /// <summary>0 or 1.</summary>
    public double Heater { get; init; }

    /// <summary>0 or 1.</summary>
    public double Lamp { get; init; }

    /// <summary>0 to 1.</summary>
    public double Fan { get; init; }

    /// <summary>0 closed to 1 open.</summary>
    public double Vent { get; init; }

    /// <summary>lux outside.</summary>
    public double Daylight { get; init; }

    /// <summary>°C outside.</summary>
    public double Outside { get; init; }
}
