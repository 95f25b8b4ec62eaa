namespace CodeAct.Robotics.Mqtt.Link;

/// <summary>A broker as people write it: <c>mqtt://user@host:1883</c> or <c>mqtts://host</c>. Passwords do not belong there.</summary>
/// <param name="Tls">mqtts.</param>
/// <param name="User">The user, or null.</param>
/// <param name="Host">Name or address.</param>
/// <param name="Port">The port.</param>
public sealed record MqttAddress(bool Tls, string? User, string Host, int Port)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none; says why.</exception>
    public static MqttAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("mqtt" or "mqtts") || uri.Host.Length == 0)
            throw new FormatException("it is no broker. Write mqtt://HOST, mqtt://USER@HOST:1883 or mqtts://HOST.");
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
            throw new FormatException("it has a password, which others see in the list of processes. Put it into a file and name that with --mqtt-password-file, or into CODEACT_MQTT_PASSWORD.");
        if (uri.AbsolutePath.Length > 1 || uri.Query.Length > 0) throw new FormatException("a broker has no path.");
        bool tls = uri.Scheme == "mqtts";
        return new MqttAddress(tls, uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(uri.UserInfo) : null, uri.IdnHost.Trim('[', ']'), uri.Port > 0 ? uri.Port : tls ? 8883 : 1883);
    }
}
