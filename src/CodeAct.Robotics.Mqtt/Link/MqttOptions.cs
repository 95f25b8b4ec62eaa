namespace CodeAct.Robotics.Mqtt.Link;

/// <summary>How to reach a broker.</summary>
public sealed record MqttOptions
{
    /// <summary>Its name or address.</summary>
    public required string Host { get; init; }

    /// <summary>1883, or 8883 with TLS.</summary>
    public required int Port { get; init; }

    /// <summary>Whether the connection is encrypted.</summary>
    public bool Tls { get; init; }

    /// <summary>The name to log in with, or null.</summary>
    public string? User { get; init; }

    /// <summary>The password. Never printed.</summary>
    public string? Password { get; init; }

    /// <summary>A file of certificate authorities to trust; null for the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Our own certificate, for a broker that asks for one, or null.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The key of that, or null.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Names this client to the broker; two with one name throw each other out.</summary>
    public required string ClientId { get; init; }

    /// <summary>How long the broker keeps subscriptions and messages for us while we are away. 0 to 0xFFFFFFFE seconds.</summary>
    public uint SessionExpirySeconds { get; init; }

    /// <summary>What the broker says for us when we are lost, or null.</summary>
    public MqttMessage? Will { get; init; }

    /// <summary>The most bytes of a message that we take. Larger ones end the connection by MQTT's rules, so brokers drop them.</summary>
    public uint MostBytes { get; init; } = 1 << 20;

    /// <summary>Seconds of silence after which each side asks whether the other lives.</summary>
    public int KeepAliveSeconds { get; init; } = 15;

    /// <summary>The pause before the first attempt to connect again; it doubles up to <see cref="LongestPause"/>, and jitter takes up to half off.</summary>
    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause between attempts.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a broker that can't be reached the first time is waited for, as a service at a board's start must. One that does not let us in is not.</summary>
    public bool WaitsForBroker { get; init; }

    /// <summary>Called first on the thread that reads the connection, to ask the kernel for what that thread needs; not called where a link has no thread of its own (MQTTnet).</summary>
    public Action? Prepare { get; init; }

    /// <summary>Told about losses, reconnections and failed handlers; never about secrets.</summary>
    public Action<string>? Log { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{(Tls ? "mqtts" : "mqtt")}://{(User is null ? "" : User + "@")}{Host}:{Port}";
}
