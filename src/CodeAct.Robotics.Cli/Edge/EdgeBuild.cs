using System.Reflection;
using CodeAct.Robotics.Hardware.Iot;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.MqttNet;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Cli;

/// <summary>What differs between the two builds, as the edge build has it; PlainBuild.cs is the other.</summary>
internal static class ThisBuild
{
    public static IReadOnlyList<EdgePackage> Packages { get; } = EdgePackage.All(name => name == "LLamaSharp" ? null : Version(name));

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

    private static string? Version(string assembly) => Assembly.Load(assembly).GetName().Version?.ToString();
}
