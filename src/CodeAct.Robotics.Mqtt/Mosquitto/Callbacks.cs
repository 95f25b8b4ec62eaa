using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Mqtt.Mosquitto;

/// <summary>What the library calls, on the link's thread, and what of it a link needs to know.</summary>
internal static unsafe class Callbacks
{
    /// <summary>Has a client of the library call its link.</summary>
    public static void Register(nint client)
    {
        Native.OnConnect(client, &Connected);
        Native.OnDisconnect(client, &Disconnected);
        Native.OnPublish(client, &Published);
        Native.OnSubscribe(client, &Subscribed);
        Native.OnMessage(client, &Arrived);
    }

    private static MosquittoLink Of(nint state) => (MosquittoLink)GCHandle.FromIntPtr(state).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Connected(nint client, nint state, int reason, int flags, nint properties) => Of(state).OnConnected(reason, (flags & Native.SessionPresent) != 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Disconnected(nint client, nint state, int reason, nint properties) => Of(state).OnLost();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Published(nint client, nint state, int id, int reason, nint properties) => Of(state).OnPublished(id, reason);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Subscribed(nint client, nint state, int id, int count, int* granted, nint properties) => Of(state).OnSubscribed(id, count > 0 ? granted[0] : 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Arrived(nint client, nint state, Native.Message* message, nint properties) => Of(state).OnArrived(Properties.Read(message, properties));
}
