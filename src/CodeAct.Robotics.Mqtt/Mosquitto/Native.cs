using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Mqtt.Mosquitto;

/// <summary>The calls of libmosquitto 2.0 that are used here (mosquitto.h and mqtt_protocol.h).</summary>
internal static unsafe partial class Native
{
    /// <summary>The flag of an accepted connection: the broker still knew our session (MQTT 5.0, section 3.2.2.1.1).</summary>
    public const int SessionPresent = 1;

    public const int ProtocolVersionOption = 1, NoDelayOption = 11, SystemCertificatesOption = 13;
    public const int Version5 = 5;
    public const int Success = 0, NoConnection = 4, ConnectionRefused = 5, ConnectionLost = 7, Tls = 8, System = 14, Lookup = 15, TlsHandshake = 23;
    public const int RetainAsPublished = 8;
    public const int ExpiryProperty = 2, ResponseTopicProperty = 8, CorrelationProperty = 9, SessionExpiryProperty = 17, UserProperty = 38, MaximumPacketProperty = 39;

    private const string Library = "libmosquitto.so.1";

    static Native() => mosquitto_lib_init();

    [LibraryImport(Library)]
    private static partial int mosquitto_lib_init();

    [LibraryImport(Library, EntryPoint = "mosquitto_lib_version")]
    public static partial int LibraryVersion(out int major, out int minor, out int revision);

    [LibraryImport(Library, EntryPoint = "mosquitto_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint New(string id, [MarshalAs(UnmanagedType.U1)] bool cleanSession, nint state);

    [LibraryImport(Library, EntryPoint = "mosquitto_destroy")]
    public static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_int_option")]
    public static partial int SetOption(nint client, int option, int value);

    [LibraryImport(Library, EntryPoint = "mosquitto_threaded_set")]
    public static partial int SetThreaded(nint client, [MarshalAs(UnmanagedType.U1)] bool threaded);

    [LibraryImport(Library, EntryPoint = "mosquitto_username_pw_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLogin(nint client, string? user, string? password);

    [LibraryImport(Library, EntryPoint = "mosquitto_tls_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetTls(nint client, string? authorities, string? folder, string? certificate, string? key, nint password);

    [LibraryImport(Library, EntryPoint = "mosquitto_will_set_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetWill(nint client, string topic, int length, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_connect_bind_v5", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Connect(nint client, string host, int port, int keepAlive, nint bind, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_reconnect", SetLastError = true)]
    public static partial int Reconnect(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_disconnect_v5")]
    public static partial int Disconnect(nint client, int reason, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop", SetLastError = true)]
    public static partial int Loop(nint client, int milliseconds, int packets);

    [LibraryImport(Library, EntryPoint = "mosquitto_publish_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Publish(nint client, out int id, string topic, int length, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_subscribe_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Subscribe(nint client, out int id, string filter, int qos, int options, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_strerror")]
    private static partial nint ErrorText(int code);

    [LibraryImport(Library, EntryPoint = "mosquitto_reason_string")]
    private static partial nint ReasonText(int code);

    [LibraryImport(Library, EntryPoint = "mosquitto_topic_matches_sub", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Matches(string filter, string topic, [MarshalAs(UnmanagedType.U1)] out bool matches);

    [LibraryImport(Library, EntryPoint = "mosquitto_connect_v5_callback_set")]
    public static partial void OnConnect(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_disconnect_v5_callback_set")]
    public static partial void OnDisconnect(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_publish_v5_callback_set")]
    public static partial void OnPublish(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_subscribe_v5_callback_set")]
    public static partial void OnSubscribe(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_message_v5_callback_set")]
    public static partial void OnMessage(nint client, delegate* unmanaged[Cdecl]<nint, nint, Message*, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_int32")]
    public static partial int AddInt32(ref nint properties, int id, uint value);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddString(ref nint properties, int id, string value);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_string_pair", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddPair(ref nint properties, int id, string name, string value);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_binary")]
    public static partial int AddBinary(ref nint properties, int id, byte* value, ushort length);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_free_all")]
    public static partial void FreeProperties(ref nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_int32")]
    public static partial nint ReadInt32(nint properties, int id, out uint value, [MarshalAs(UnmanagedType.U1)] bool next);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_string")]
    public static partial nint ReadString(nint properties, int id, out nint value, [MarshalAs(UnmanagedType.U1)] bool next);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_string_pair")]
    public static partial nint ReadPair(nint properties, int id, out nint name, out nint value, [MarshalAs(UnmanagedType.U1)] bool next);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_binary")]
    public static partial nint ReadBinary(nint properties, int id, out nint value, out ushort length, [MarshalAs(UnmanagedType.U1)] bool next);

    [LibraryImport("libc", EntryPoint = "free")]
    public static partial void Free(nint memory);

    /// <summary>What a code of the library means.</summary>
    public static string Error(int code) => code == System ? Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()) : Marshal.PtrToStringUTF8(ErrorText(code)) ?? $"error {code}";

    /// <summary>What a reason of the broker means.</summary>
    public static string Reason(int code) => Marshal.PtrToStringUTF8(ReasonText(code)) ?? $"reason {code}";

    /// <summary>struct mosquitto_message.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public int Id;
        public nint Topic;
        public byte* Payload;
        public int Length;
        public int QoS;
        public byte Retain;
    }
}
