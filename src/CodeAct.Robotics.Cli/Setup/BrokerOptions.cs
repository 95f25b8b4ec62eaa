using System.CommandLine;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Cli;

/// <summary>The options that name a broker. The password comes from a file or the environment, since others see a command line.</summary>
internal sealed class BrokerOptions(Settings settings)
{
    private const string PasswordVariable = "CODEACT_MQTT_PASSWORD";

    public Option<string?> Broker { get; } = new("--mqtt") { Description = "the broker: mqtt://USER@HOST:1883, mqtts://HOST, or embedded for one in the program itself (edge build)", DefaultValueFactory = _ => settings.Mqtt, HelpName = "URL" };

    public Option<string?> PasswordFile { get; } = new("--mqtt-password-file") { Description = $"a file whose first line is the password; or set {PasswordVariable}", DefaultValueFactory = _ => settings.MqttPasswordFile, HelpName = "FILE" };

    public Option<string?> Authority { get; } = new("--mqtt-ca") { Description = "certificate authorities to trust (PEM); the system's without it", DefaultValueFactory = _ => settings.MqttAuthority, HelpName = "FILE" };

    public Option<string?> Certificate { get; } = new("--mqtt-cert") { Description = "our own certificate (PEM)", DefaultValueFactory = _ => settings.MqttCertificate, HelpName = "FILE" };

    public Option<string?> Key { get; } = new("--mqtt-key") { Description = "the key of that (PEM)", DefaultValueFactory = _ => settings.MqttKey, HelpName = "FILE" };

    public IEnumerable<Option> All => [Broker, PasswordFile, Authority, Certificate, Key];

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All) command.Options.Add(option);
    }

    /// <summary>The connection of a robot's own devices, read when the first device needs it. Its name is this process's own: nobody is thrown out by it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="waits">Whether a broker that is away at first is waited for.</param>
    /// <param name="log">Told about losses; standard error where it is null.</param>
    public Func<string, MqttOptions> ForDevices(ParseResult parsed, bool waits = false, Action<string>? log = null) =>
        robot => Read(parsed, $"codeact-{robot}-devices-{Environment.ProcessId}") with { WaitsForBroker = waits, Log = log ?? Console.Error.WriteLine };

    /// <summary>What they say.</summary>
    /// <exception cref="InvalidFileException">No broker, or a bad one, or a file that can't be read.</exception>
    public MqttOptions Read(ParseResult parsed, string clientId)
    {
        string text = parsed.GetValue(Broker) ?? throw new InvalidFileException("--mqtt", 0, "no broker is named.", "Write --mqtt mqtt://USER@HOST, or mqtt: in codeact.yaml, or set CODEACT_MQTT.");
        string? file = parsed.GetValue(PasswordFile);
        string? password = file is null ? Environment.GetEnvironmentVariable(PasswordVariable) : Secret(file);
        if (OwnBroker.Options(text, password, clientId) is { } own) return own;
        try
        {
            var address = MqttAddress.Parse(text);
            return new MqttOptions
            {
                Host = address.Host,
                Port = address.Port,
                Tls = address.Tls,
                User = address.User,
                Password = password,
                AuthorityFile = Existing(parsed.GetValue(Authority)),
                CertificateFile = Existing(parsed.GetValue(Certificate)),
                KeyFile = Existing(parsed.GetValue(Key)),
                ClientId = clientId,
            };
        }
        catch (FormatException e)
        {
            throw new InvalidFileException("--mqtt", 0, e.Message);
        }
    }

    private static string? Existing(string? file) => file is null || File.Exists(file) ? file : throw new InvalidFileException(file, 0, "there is no such file.");

    private static string Secret(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidFileException(file, 0, $"the password can't be read: {e.Message}");
        }
    }
}
