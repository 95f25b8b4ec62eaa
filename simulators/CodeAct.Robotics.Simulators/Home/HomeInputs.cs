namespace CodeAct.Robotics.Simulators.Home;

/// <summary>What acts on the flat in one step.</summary>
internal readonly record struct HomeInputs
{
    /// <summary>0 to 1.</summary>
    public double Radiator { get; init; }

    /// <summary>0 or 1.</summary>
    public double Kettle { get; init; }

    /// <summary>0 or 1.</summary>
    public double KitchenLight { get; init; }

    /// <summary>0 open to 1 closed.</summary>
    public double Blind { get; init; }

    /// <summary>0 closed or 1 open.</summary>
    public double Door { get; init; }

    /// <summary>In the living room.</summary>
    public double People { get; init; }

    /// <summary>lux outside.</summary>
    public double Daylight { get; init; }

    /// <summary>°C outside.</summary>
    public double Outside { get; init; }
}
