namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>How a served robot behaves.</summary>
public sealed record ServiceOptions
{
    /// <summary>How long a status and a result are kept by the broker after the end of a task.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the queue remembers ended tasks, so that a redelivered one is known. At least <see cref="KeepFor"/>.</summary>
    public TimeSpan Remember { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The shortest time between two publications of one device.</summary>
    public TimeSpan DeviceInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The group in which the robot takes tasks of a fleet, or null.</summary>
    public string? Fleet { get; init; }

    /// <summary>Told what happens, in lines for a person. Never secrets.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
