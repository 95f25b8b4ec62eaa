namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>A device over MQTT, as its manifest and its profile say it. docs/mqtt.md explains each.</summary>
internal sealed record MqttDeviceSettings
{
    /// <summary>Where the device tells its state; empty for one that is believed to do as it is told.</summary>
    public IReadOnlyList<StateSource> States { get; init; } = [];

    /// <summary>Where it is told whether a light is on, in the same message; while it is off its level is 0.</summary>
    public JsonPath? Power { get; init; }

    /// <summary>A message without the path is about something else, and not an error.</summary>
    public bool Partial { get; init; }

    /// <summary>Where it takes commands.</summary>
    public string? Command { get; init; }

    /// <summary>The payload of a command with values.</summary>
    public PayloadTemplate? Template { get; init; }

    /// <summary>The payload that switches it on.</summary>
    public string? On { get; init; }

    /// <summary>The payload that switches it off, blanks or silences it.</summary>
    public string? Off { get; init; }

    /// <summary>What it says when it is on; null for the usual words.</summary>
    public string? StateOn { get; init; }

    /// <summary>What it says when it is off; null for the usual words.</summary>
    public string? StateOff { get; init; }

    /// <summary>Where it takes <see cref="Stop"/>; null for <see cref="Command"/>.</summary>
    public string? StopCommand { get; init; }

    /// <summary>The payload that ends a motion; null where there is none.</summary>
    public string? Stop { get; init; }

    /// <summary>Value = number of the message × scale + offset; commands go the other way.</summary>
    public double Scale { get; init; } = 1;

    /// <inheritdoc cref="Scale"/>
    public double Offset { get; init; }

    /// <summary>Digits after the point in commands, 0 to 6.</summary>
    public int Decimals { get; init; } = 3;

    /// <summary>0 or 1, of commands.</summary>
    public int QoS { get; init; } = 1;

    /// <summary>Seconds after which a state is stale; null where it holds until the next.</summary>
    public double? Fresh { get; init; }

    /// <summary>A state that the broker kept is as good as a new one.</summary>
    public bool TrustsRetained { get; init; }

    /// <summary>Where the device acknowledges commands, or null.</summary>
    public string? Ack { get; init; }

    /// <summary>What it says there; null for anything.</summary>
    public string? AckPayload { get; init; }

    /// <summary>Seconds in which a command must be confirmed.</summary>
    public double AckTimeout { get; init; } = 5;

    /// <summary>A command waits until the state says that it was obeyed, where nothing acknowledges it.</summary>
    public bool Confirm { get; init; } = true;

    /// <summary>Where the device, or the broker for it, says that it is offline; or null.</summary>
    public string? Available { get; init; }

    /// <summary>Where it can be asked for its state, or null.</summary>
    public string? Query { get; init; }

    /// <summary>What is said there.</summary>
    public string QueryPayload { get; init; } = "";

    /// <summary>Servo: the longest time of a motion in seconds; without a state, the time of one over the whole range. Null for the driver's own.</summary>
    public double? Travel { get; init; }

    /// <summary>A lost broker ends the running task.</summary>
    public bool StopsTask { get; init; }

    /// <summary>Seconds that the broker may be away until then.</summary>
    public double LostAfter { get; init; } = 10;
}

/// <summary>A topic with states.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Path">Where in the message; null for all of it.</param>
internal sealed record StateSource(string Topic, JsonPath? Path = null);
