using System.Net;

namespace CodeAct.Robotics.Mqtt.MqttNet;

/// <summary>How the broker in the program listens.</summary>
public sealed record EmbeddedBrokerOptions
{
    /// <summary>The address; loopback, where nobody else in the network reaches it, unless told otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 1883 is MQTT's.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>The one user who is let in.</summary>
    public required string User { get; init; }

    /// <summary>The password; without one the broker does not start. Never printed.</summary>
    public required string Password { get; init; }

    /// <summary>The most bytes of a payload that it takes.</summary>
    public int MostBytes { get; init; } = 2 << 20;

    /// <summary>The most messages that wait for one client; newer ones are dropped.</summary>
    public int MostWaiting { get; init; } = 10_000;

    /// <summary>Told who is refused; never about secrets.</summary>
    public Action<string>? Log { get; init; }
}
