using CodeAct.Robotics.Files;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Mosquitto;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Cli;

/// <summary>What differs between the two builds, as the plain one has it; EdgeBuild.cs is the other.</summary>
internal static class ThisBuild
{
    public static IReadOnlyList<EdgePackage> Packages { get; } = EdgePackage.All(_ => null);

    /// <summary>Whether there is a broker in the program.</summary>
    public static bool HasBroker => false;

    /// <summary>Whether MQTT works here, and by what.</summary>
    public static Finding Mqtt => MosquittoLibrary.Version is { } version ? new Finding("mqtt", FindingState.Ok, $"libmosquitto {version}")
        : new Finding("mqtt", FindingState.Note, "no libmosquitto.so.1: serve and send do not work", MosquittoLibrary.Hint);

    /// <summary>A link to a broker, not connected yet.</summary>
    public static IMqttLink OpenLink(MqttOptions options) => new MosquittoLink(options);

    public static Task<IAsyncDisposable> StartBrokerAsync(EmbeddedAddress address, string password, Action<string> log) =>
        throw new MqttException($"No broker is in this build: {address}.");

    /// <summary>The families of drivers that this build has beside the other's.</summary>
    public static IEnumerable<IDriverFamily> Families() => [];

    /// <summary>Opens a model with llama.cpp.</summary>
    /// <exception cref="InvalidFileException">Always.</exception>
    public static ModelHandle OpenLlama(string path, ModelOptions options, Settings settings) =>
        throw new InvalidFileException("--model", 0, $"llama.cpp is not in this build, so llama:{path} can't be run.", $"{EdgePackage.Remedy} Or run it with llama-server and name that: openai:URL#NAME.");
}
