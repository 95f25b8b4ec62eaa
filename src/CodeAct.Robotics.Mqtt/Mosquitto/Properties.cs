using System.Runtime.InteropServices;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Mosquitto;

/// <summary>MQTT 5 properties, to the library's lists and back.</summary>
internal static unsafe class Properties
{
    /// <summary>Those of a message; the caller frees them.</summary>
    public static nint Of(MqttMessage message)
    {
        nint list = 0;
        if (message.ExpirySeconds is { } seconds) Native.AddInt32(ref list, Native.ExpiryProperty, seconds);
        if (message.ResponseTopic is { } topic) Native.AddString(ref list, Native.ResponseTopicProperty, topic);
        if (message.Correlation is { } data)
            fixed (byte* bytes = data) Native.AddBinary(ref list, Native.CorrelationProperty, bytes, (ushort)data.Length);
        foreach ((string name, string value) in message.UserProperties) Native.AddPair(ref list, Native.UserProperty, name, value);
        return list;
    }

    /// <summary>Those of a connection; the caller frees them.</summary>
    public static nint Of(MqttOptions options)
    {
        nint list = 0;
        if (options.SessionExpirySeconds > 0) Native.AddInt32(ref list, Native.SessionExpiryProperty, options.SessionExpirySeconds);
        Native.AddInt32(ref list, Native.MaximumPacketProperty, options.MostBytes);
        return list;
    }

    /// <summary>A received message.</summary>
    public static MqttMessage Read(Native.Message* message, nint properties) => new(Marshal.PtrToStringUTF8(message->Topic)!, new ReadOnlySpan<byte>(message->Payload, message->Length).ToArray())
    {
        Retain = message->Retain != 0,
        QoS = message->QoS,
        PacketId = message->Id,
        ResponseTopic = Native.ReadString(properties, Native.ResponseTopicProperty, out nint topic, false) != 0 ? Take(topic) : null,
        Correlation = Native.ReadBinary(properties, Native.CorrelationProperty, out nint data, out ushort length, false) != 0 ? Take(data, length) : null,
        ExpirySeconds = Native.ReadInt32(properties, Native.ExpiryProperty, out uint seconds, false) != 0 ? seconds : null,
        UserProperties = Pairs(properties),
    };

    private static List<KeyValuePair<string, string>> Pairs(nint properties)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        nint at = Native.ReadPair(properties, Native.UserProperty, out nint name, out nint value, false);
        while (at != 0)
        {
            pairs.Add(new(Take(name), Take(value)));
            at = Native.ReadPair(at, Native.UserProperty, out name, out value, true);
        }
        return pairs;
    }

    private static string Take(nint text)
    {
        string taken = Marshal.PtrToStringUTF8(text) ?? "";
        Native.Free(text);
        return taken;
    }

    private static byte[] Take(nint data, int length)
    {
        byte[] taken = new ReadOnlySpan<byte>((void*)data, length).ToArray();
        Native.Free(data);
        return taken;
    }
}
