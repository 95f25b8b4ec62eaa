using System.Net;

namespace CodeAct.Robotics.Mqtt.Link;

/// <summary>The broker in the program as people write it: <c>embedded</c>, or <c>embedded://USER@ADDRESS:PORT</c> to let others in the network reach it.</summary>
/// <param name="User">The one user; <c>robot</c> where none is said.</param>
/// <param name="Listen">The address to listen at; loopback where none is said.</param>
/// <param name="Port">The port; 1883 where none is said.</param>
public sealed record EmbeddedAddress(string User, IPAddress Listen, int Port)
{
    private const string Word = "embedded";

    /// <summary>Where the robot itself reaches it.</summary>
    public string Host => (Listen.Equals(IPAddress.Any) ? IPAddress.Loopback : Listen.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : Listen).ToString();

    /// <summary>Reads one; null where the text names another broker.</summary>
    /// <exception cref="FormatException">It means the embedded broker and says it wrongly.</exception>
    public static EmbeddedAddress? Parse(string text)
    {
        if (text == Word) return new EmbeddedAddress("robot", IPAddress.Loopback, 1883);
        if (!text.StartsWith(Word + ":", StringComparison.Ordinal)) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || !IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? listen) || uri.AbsolutePath.Length > 1 || uri.Query.Length > 0)
            throw new FormatException("the embedded broker is written embedded, or embedded://USER@ADDRESS:PORT with one of this computer's addresses; 0.0.0.0 is all of them.");
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
            throw new FormatException("it has a password, which others see in the list of processes. Put it into a file and name that with --mqtt-password-file, or into CODEACT_MQTT_PASSWORD.");
        return new EmbeddedAddress(uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(uri.UserInfo) : "robot", listen, uri.Port > 0 ? uri.Port : 1883);
    }
}
