namespace CodeAct.Robotics.Cli;

/// <summary>A package that only the edge build has (<c>-p:EdgePackages=true</c>), since not every registry carries it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Gives">What it is good for here.</param>
/// <param name="Version">The version that this build has, or null.</param>
internal sealed record EdgePackage(string Name, string Gives, string? Version)
{
    public const string Remedy = "Build with -p:EdgePackages=true, where the package registry carries it.";

    /// <summary>What doctor says of it.</summary>
    public Finding Finding => Version is null
        ? new Finding("edge package", FindingState.Note, $"{Name} is not in this build: no {Gives}", Remedy)
        : new Finding("edge package", FindingState.Ok, $"{Name} {Version}: {Gives}");

    /// <summary>All of them.</summary>
    /// <param name="version">The version of a package that this build has, or null.</param>
    public static IReadOnlyList<EdgePackage> All(Func<string, string?> version) =>
    [
        new("MQTTnet", "MQTT without libmosquitto, and a broker in the program (--mqtt embedded)", version("MQTTnet")),
        new("System.Device.Gpio", "drivers iot.gpio, iot.pwm, iot.servo and iot.motor", version("System.Device.Gpio")),
        new("Iot.Device.Bindings", "drivers iot.… of sensors and displays", version("Iot.Device.Bindings")),
        new("LLamaSharp", "GGUF models by llama.cpp in the program (--model llama:FILE.gguf)", version("LLamaSharp")),
    ];
}
