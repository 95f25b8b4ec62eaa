using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CodeAct.Robotics.Sandbox.Worker.Confinement;

namespace CodeAct.Robotics.Sandbox.Worker.Protocol;

/// <summary>Writes frames to a file descriptor, one system call each, on one thread at a time. Allocates only to grow.</summary>
internal sealed unsafe class FrameWriter(int fd)
{
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(4 << 10);

    /// <summary>Room for a payload of that length; fill it, then send as much of it as there is.</summary>
    public Span<byte> Payload(int length)
    {
        if (_buffer.Length < length + 5) _buffer = GC.AllocateUninitializedArray<byte>(length + 5);
        return _buffer.AsSpan(5, length);
    }

    /// <summary>Sends what was put into <see cref="Payload"/>.</summary>
    /// <exception cref="ProtocolException">The other side is gone.</exception>
    public void Send(FrameType type, int length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer, (uint)length + 1);
        _buffer[4] = (byte)type;
        int sent = 0, total = length + 5;
        fixed (byte* start = _buffer)
        {
            while (sent < total)
            {
                nint written = Libc.Write(fd, start + sent, total - sent);
                if (written > 0) sent += (int)written;
                else if (Marshal.GetLastPInvokeError() != Libc.Eintr) throw new ProtocolException("The other side is gone.");
            }
        }
    }

    /// <summary>Sends a frame of an action's number and bytes.</summary>
    public void Send(FrameType type, uint action, ReadOnlySpan<byte> bytes)
    {
        Span<byte> payload = Payload(4 + bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(payload, action);
        bytes.CopyTo(payload[4..]);
        Send(type, payload.Length);
    }

    /// <summary>Sends a frame of bytes.</summary>
    public void Send(FrameType type, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Payload(bytes.Length));
        Send(type, bytes.Length);
    }
}
