using System.Net.Sockets;
using System.Runtime.InteropServices;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Guardian;

/// <summary>
/// A Unix socket of whole messages, each with at most one descriptor, which arrives as a duplicate (unix(7), SCM_RIGHTS). Sending never
/// waits; one thread receives.
/// </summary>
internal sealed unsafe class DescriptorSocket : IDisposable
{
    /// <summary>The longest message in bytes.</summary>
    public const int LongestMessage = 8 << 10;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[LongestMessage];

    private DescriptorSocket(Socket socket) => _socket = socket;

    /// <summary>To be polled.</summary>
    public int Descriptor => (int)_socket.Handle;

    /// <summary>Waits at a path; whoever connects is taken with <see cref="Accept"/>.</summary>
    /// <exception cref="SocketException">The path can't be had.</exception>
    public static Socket Listen(string path)
    {
        File.Delete(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        return listener;
    }

    /// <summary>Takes the first that connects within the time; null where none does.</summary>
    public static DescriptorSocket? Accept(Socket listener, TimeSpan limit) => listener.Poll(limit, SelectMode.SelectRead) ? new DescriptorSocket(listener.Accept()) : null;

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public static DescriptorSocket Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return new DescriptorSocket(socket);
    }

    /// <summary>Waits until there is something to take, or the other side is gone; false where the time passes first.</summary>
    public bool Wait(TimeSpan limit) => _socket.Poll(limit, SelectMode.SelectRead);

    /// <summary>Sends a message.</summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="descriptor">Goes along; -1 for none.</param>
    /// <returns>0, or the error number: EAGAIN where the other side has not read for long, EPIPE or ECONNRESET where it is gone.</returns>
    public int Send(ReadOnlySpan<byte> message, int descriptor = -1)
    {
        fixed (byte* bytes = message)
        {
            var part = new GuardianNative.Vector { Start = bytes, Length = (nuint)message.Length };
            var header = new GuardianNative.MessageHeader { Parts = &part, PartCount = 1 };
            GuardianNative.RightsMessage rights = default;
            if (descriptor >= 0)
            {
                rights = new GuardianNative.RightsMessage { Length = 20, Level = GuardianNative.SocketLevel, Type = GuardianNative.Rights, Descriptor = descriptor };
                header.Control = &rights;
                header.ControlLength = (nuint)sizeof(GuardianNative.RightsMessage);
            }

            while (true)
            {
                if (GuardianNative.Send(Descriptor, &header, GuardianNative.MessageDontWait | GuardianNative.MessageNoSignal) >= 0) return 0;
                if (Marshal.GetLastPInvokeError() is var errno and not Errno.Eintr) return errno;
            }
        }
    }

    /// <summary>Takes a message that is there.</summary>
    /// <param name="message">Its bytes, until the next call.</param>
    /// <param name="descriptor">Came along and belongs to the caller; -1 without.</param>
    /// <returns>False where there is none now. A message of no bytes: the other side is gone.</returns>
    public bool TryReceive(out ReadOnlySpan<byte> message, out int descriptor)
    {
        message = default;
        descriptor = -1;
        fixed (byte* bytes = _buffer)
        {
            GuardianNative.RightsMessage rights = default;
            var part = new GuardianNative.Vector { Start = bytes, Length = LongestMessage };
            var header = new GuardianNative.MessageHeader { Parts = &part, PartCount = 1, Control = &rights, ControlLength = (nuint)sizeof(GuardianNative.RightsMessage) };
            while (true)
            {
                nint count = GuardianNative.Receive(Descriptor, &header, GuardianNative.MessageDontWait | GuardianNative.MessageCloseOnExec);
                if (count < 0 && Marshal.GetLastPInvokeError() is var errno)
                {
                    if (errno == Errno.Eintr) continue;
                    // What is no message now and will be none is the end.
                    return errno != Errno.Eagain;
                }

                if (header.ControlLength >= 20 && rights is { Level: GuardianNative.SocketLevel, Type: GuardianNative.Rights }) descriptor = rights.Descriptor;
                message = _buffer.AsSpan(0, (int)count);
                return true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
