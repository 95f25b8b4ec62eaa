using System.Runtime.InteropServices;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Mosquitto;

/// <summary>Whether libmosquitto is here.</summary>
public static class MosquittoLibrary
{
    /// <summary>What to do where it is not.</summary>
    public const string Hint = "sudo apt-get install libmosquitto1";

    private static readonly Lazy<string?> Loaded = new(Find);

    /// <summary>Its version, or null where it is missing.</summary>
    public static string? Version => Loaded.Value;

    /// <exception cref="MqttException">It is missing; says which package has it.</exception>
    internal static void Require()
    {
        if (Version is null) throw new MqttException($"MQTT needs libmosquitto.so.1, which is not here. Install it: {Hint}");
    }

    private static string? Find()
    {
        if (!NativeLibrary.TryLoad("libmosquitto.so.1", typeof(MosquittoLibrary).Assembly, null, out _)) return null;
        Native.LibraryVersion(out int major, out int minor, out int revision);
        return $"{major}.{minor}.{revision}";
    }
}
