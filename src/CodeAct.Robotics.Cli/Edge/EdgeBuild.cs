using System.Reflection;
using CodeAct.Robotics.Hardware.Iot;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Models.LlamaCpp;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.MqttNet;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Cli;

/// <summary>What differs between the two builds, as the edge build has it; PlainBuild.cs is the other.</summary>
internal static class ThisBuild
{
    public static IReadOnlyList<EdgePackage> Packages { get; } = EdgePackage.All(Version);

    /// <summary>Whether there is a broker in the program.</summary>
    public static bool HasBroker => true;

    /// <summary>Whether MQTT works here, and by what.</summary>
    public static Finding Mqtt => new("mqtt", FindingState.Ok, $"MQTTnet {Version("MQTTnet")}");

    /// <summary>A link to a broker, not connected yet.</summary>
    public static IMqttLink OpenLink(MqttOptions options) => new MqttNetLink(options);

    public static async Task<IAsyncDisposable> StartBrokerAsync(EmbeddedAddress address, string password, Action<string> log) =>
        await EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { Address = address.Listen, Port = address.Port, User = address.User, Password = password, Log = log });

    /// <summary>The families of drivers that this build has beside the other's.</summary>
    public static IEnumerable<IDriverFamily> Families() => [new IotFamily()];

    /// <summary>Opens a model with llama.cpp.</summary>
    /// <exception cref="LlamaException">The library or the model can't be used as the settings ask.</exception>
    public static ModelHandle OpenLlama(string path, ModelOptions options, Settings settings)
    {
        if (settings.LlamaContext > 0) options = options with { ContextLength = settings.LlamaContext };
        LlamaChatClient client = LlamaChatClient.Load(path, options, new LlamaOptions { Library = settings.LlamaLibrary, GpuLayers = settings.LlamaGpuLayers });
        return new ModelHandle(client, client.Description);
    }

    private static string? Version(string package) => typeof(ThisBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == package)?.Value;
}
