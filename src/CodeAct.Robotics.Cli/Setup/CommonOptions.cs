using System.CommandLine;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox;

namespace CodeAct.Robotics.Cli;

/// <summary>The options that most verbs share, with the settings as defaults.</summary>
internal sealed class CommonOptions
{
    public CommonOptions(Settings settings)
    {
        Settings = settings;
        Broker = new BrokerOptions(settings);
        Robot = new Option<string>("--robot", "-r") { Description = "a robot's name or manifest file", DefaultValueFactory = _ => settings.Robot, HelpName = "NAME|FILE" };
        Backend = new Option<string>("--backend") { Description = "where it runs: sim or hardware", DefaultValueFactory = _ => settings.Backend, HelpName = "sim|hardware" };
        Model = new Option<string>("--model", "-m") { Description = "what answers: embedded, FILE.gguf, llama:FILE.gguf (edge build), openai:URL#NAME or replay:FILE", DefaultValueFactory = _ => settings.Model, HelpName = "MODEL" };
        Seed = new Option<int>("--seed") { Description = "seeds the simulator and the sandbox", DefaultValueFactory = _ => settings.Seed };
        NoGrammar = new Option<bool>("--no-grammar") { Description = "let the model write anything, rather than only what the robot's API has" };
        AllowWeakSandbox = new Option<bool>("--allow-weak-sandbox") { Description = "drive hardware also where the sandbox lacks a layer that it needs" };
        EStopLine = new Option<string?>("--estop-line") { Description = "on hardware: the GPIO line of an e-stop button; low: pressed is low", DefaultValueFactory = _ => settings.EStopLine, HelpName = "CHIP:LINE[:low]" };
        Json = new Option<bool>("--json") { Description = "one JSON object a line on standard output, and nothing else there" };
    }

    public Settings Settings { get; }

    /// <summary>For the verbs that reach a broker or devices behind one.</summary>
    public BrokerOptions Broker { get; }

    public Option<string> Robot { get; }

    public Option<string> Backend { get; }

    public Option<string> Model { get; }

    public Option<int> Seed { get; }

    public Option<bool> NoGrammar { get; }

    public Option<bool> AllowWeakSandbox { get; }

    public Option<string?> EStopLine { get; }

    public Option<bool> Json { get; }

    /// <summary>On hardware, the first worker of a sandbox that is fit for it; null in simulation.</summary>
    /// <exception cref="WeakSandboxException">It is not fit.</exception>
    /// <exception cref="SandboxException">No worker starts.</exception>
    public async Task<WarmWorker?> GateAsync(ParseResult parsed, RobotManifest manifest, CancellationToken cancellation) => parsed.GetValue(Backend) == "hardware"
        ? await SandboxGate.RequireAsync(Settings.Sandbox, new DeviceApi(manifest).ForSandbox(parsed.GetValue(Seed)), parsed.GetValue(AllowWeakSandbox), cancellation)
        : null;
}
