using CodeAct.Robotics.Files;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Cli;

/// <summary><c>--mqtt embedded</c>: the broker in the program itself.</summary>
internal static class OwnBroker
{
    /// <summary>How it is reached; null where the text names another broker.</summary>
    /// <exception cref="InvalidFileException">It is said wrongly, has no password, or this build has none.</exception>
    public static MqttOptions? Options(string text, string? password, string clientId)
    {
        if (Parse(text) is not { } address) return null;
        if (!ThisBuild.HasBroker) throw new InvalidFileException("--mqtt", 0, "this build has no broker in it.", $"Name one: --mqtt mqtt://USER@HOST. Or: {EdgePackage.Remedy}");
        if (string.IsNullOrEmpty(password)) throw new InvalidFileException("--mqtt", 0, "the embedded broker needs a password.", "Put one into a file and name that with --mqtt-password-file, or into CODEACT_MQTT_PASSWORD.");
        return new MqttOptions { Host = address.Host, Port = address.Port, User = address.User, Password = password, ClientId = clientId };
    }

    /// <summary>Starts it where the text asks for it; null where it names another broker.</summary>
    /// <exception cref="MqttException">The port can't be had.</exception>
    public static async Task<IAsyncDisposable?> StartAsync(string text, MqttOptions options, Action<string> log) =>
        Parse(text) is { } address ? await ThisBuild.StartBrokerAsync(address, options.Password!, log) : null;

    private static EmbeddedAddress? Parse(string text)
    {
        try
        {
            return EmbeddedAddress.Parse(text);
        }
        catch (FormatException e)
        {
            throw new InvalidFileException("--mqtt", 0, e.Message);
        }
    }
}
