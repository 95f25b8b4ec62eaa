using System.Globalization;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Sandbox;

namespace CodeAct.Robotics.Cli;

/// <summary>Defaults of the common options: built in, over them codeact.yaml (the system's, then the user's), over it CODEACT_…; flags win over all.</summary>
internal sealed record Settings
{
    /// <summary>A robot's name or file.</summary>
    public string Robot { get; init; } = "greenhouse";

    /// <summary><c>sim</c> or <c>hardware</c>.</summary>
    public string Backend { get; init; } = "sim";

    /// <summary>What answers.</summary>
    public string Model { get; init; } = "embedded";

    /// <summary>Seeds simulator and sandbox.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the embedded engine; 0 is all cores.</summary>
    public int Threads { get; init; }

    /// <summary>The libllama.so that <c>llama:FILE.gguf</c> runs with, or null for the one that came with the program (edge build).</summary>
    public string? LlamaLibrary { get; init; }

    /// <summary>Layers of such a model that the GPU holds; 0: the CPU does all.</summary>
    public int LlamaGpuLayers { get; init; }

    /// <summary>Tokens that such a model's context holds; 0: its own, at most 8192.</summary>
    public int LlamaContext { get; init; }

    /// <summary>The broker, such as <c>mqtt://user@host:1883</c>, or null.</summary>
    public string? Mqtt { get; init; }

    /// <summary>A file whose first line is the broker's password, or null.</summary>
    public string? MqttPasswordFile { get; init; }

    /// <summary>Certificate authorities, our certificate and its key (PEM), where the broker's connection is encrypted.</summary>
    public string? MqttAuthority { get; init; }

    /// <inheritdoc cref="MqttAuthority"/>
    public string? MqttCertificate { get; init; }

    /// <inheritdoc cref="MqttAuthority"/>
    public string? MqttKey { get; init; }

    /// <summary>The GPIO line of an e-stop button, <c>CHIP:LINE[:low]</c>, or null.</summary>
    public string? EStopLine { get; init; }

    /// <summary>How many times longer than on a Raspberry Pi the watchdogs wait, 1 to 1000: for an emulated or very slow machine.</summary>
    public double Patience { get; init; } = 1;

    /// <summary>What one action may spend, on a machine of this patience.</summary>
    public SandboxOptions Sandbox => new SandboxOptions().Patient(Patience);

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidFileException">A file or a variable is bad.</exception>
    public static Settings Load()
    {
        var settings = new Settings();
        foreach (string folder in Paths.Configuration)
        {
            string path = Path.Combine(folder, "codeact.yaml");
            if (File.Exists(path)) settings = settings.Over(YamlFile.Load(path));
        }

        return settings.OverEnvironment();
    }

    private Settings Over(YamlFile file)
    {
        YamlMap map = file.RootMap();
        double seed = map.Number("seed") ?? Seed, threads = map.Number("threads") ?? Threads;
        double layers = map.Number("llama-gpu-layers") ?? LlamaGpuLayers, context = map.Number("llama-context") ?? LlamaContext, patience = map.Number("patience") ?? Patience;
        if (patience is not (>= 1 and <= 1000)) map.Refuse("patience", "is out of range.", "Write 1 to 1000: how many times longer the watchdogs wait.");
        Settings settings = this with
        {
            Robot = map.Text("robot") ?? Robot,
            Backend = map.Text("backend") ?? Backend,
            Model = map.Text("model") ?? Model,
            Seed = (int)Math.Clamp(seed, int.MinValue, int.MaxValue),
            Threads = (int)Math.Clamp(threads, 0, 256),
            LlamaLibrary = map.Text("llama-library") ?? LlamaLibrary,
            LlamaGpuLayers = (int)Math.Clamp(layers, 0, 10_000),
            LlamaContext = (int)Math.Clamp(context, 0, 1 << 20),
            Mqtt = map.Text("mqtt") ?? Mqtt,
            MqttPasswordFile = map.Text("mqtt-password-file") ?? MqttPasswordFile,
            MqttAuthority = map.Text("mqtt-ca") ?? MqttAuthority,
            MqttCertificate = map.Text("mqtt-cert") ?? MqttCertificate,
            MqttKey = map.Text("mqtt-key") ?? MqttKey,
            EStopLine = map.Text("estop-line") ?? EStopLine,
            Patience = patience,
        };
        map.RefuseUnknown();
        file.ThrowIfRefused();
        return settings;
    }

    private Settings OverEnvironment() => this with
    {
        Robot = Variable("CODEACT_ROBOT") ?? Robot,
        Backend = Variable("CODEACT_BACKEND") ?? Backend,
        Model = Variable("CODEACT_MODEL") ?? Model,
        Seed = WholeNumber("CODEACT_SEED") ?? Seed,
        Threads = WholeNumber("CODEACT_THREADS") ?? Threads,
        LlamaLibrary = Variable("CODEACT_LLAMA_LIBRARY") ?? LlamaLibrary,
        LlamaGpuLayers = WholeNumber("CODEACT_LLAMA_GPU_LAYERS") ?? LlamaGpuLayers,
        LlamaContext = WholeNumber("CODEACT_LLAMA_CONTEXT") ?? LlamaContext,
        Mqtt = Variable("CODEACT_MQTT") ?? Mqtt,
        MqttPasswordFile = Variable("CODEACT_MQTT_PASSWORD_FILE") ?? MqttPasswordFile,
        MqttAuthority = Variable("CODEACT_MQTT_CA") ?? MqttAuthority,
        MqttCertificate = Variable("CODEACT_MQTT_CERT") ?? MqttCertificate,
        MqttKey = Variable("CODEACT_MQTT_KEY") ?? MqttKey,
        EStopLine = Variable("CODEACT_ESTOP_LINE") ?? EStopLine,
        Patience = Factor("CODEACT_PATIENCE") ?? Patience,
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static double? Factor(string name)
    {
        if (Variable(name) is not { } text) return null;
        return double.TryParse(text, CultureInfo.InvariantCulture, out double value) && value is >= 1 and <= 1000 ? value : throw new InvalidFileException(name, 0, $"'{text}' is not a number from 1 to 1000.");
    }

    private static int? WholeNumber(string name)
    {
        if (Variable(name) is not { } text) return null;
        return int.TryParse(text, out int value) ? value : throw new InvalidFileException(name, 0, $"'{text}' is not a whole number.");
    }
}
