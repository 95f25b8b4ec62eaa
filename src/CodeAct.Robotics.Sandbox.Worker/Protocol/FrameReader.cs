using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CodeAct.Robotics.Sandbox.Worker.Confinement;

namespace CodeAct.Robotics.Sandbox.Worker.Protocol;

/// <summary>
/// Reads frames from a file descriptor, on one thread at a time. Allocates only to grow. It asks a few times before it sleeps: the
/// answer to a device call comes within microseconds, and waking a thread on another core takes longer than that.
/// </summary>
internal sealed unsafe class FrameReader
{
    // About 30 µs.
    private static readonly int Patience = Environment.ProcessorCount > 1 ? 60 : 0;

    private readonly int _fd, _maxFrame;
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(64 << 10);
    private int _from, _to;

    public FrameReader(int fd, int maxFrame)
    {
        _fd = fd;
        _maxFrame = maxFrame;
        _ = Libc.Control(fd, Libc.SetFlags, Libc.NonBlocking);
    }

    /// <summary>The next frame; its payload is valid until the next call.</summary>
    /// <exception cref="ProtocolException">End of the stream, or a length outside the limits.</exception>
    public ReadOnlySpan<byte> Read(out FrameType type)
    {
        Need(4);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_from));
        if (length < 1 || length > (uint)_maxFrame) throw new ProtocolException("A frame's length is outside its limits.");
        Need(4 + (int)length);
        type = (FrameType)_buffer[_from + 4];
        ReadOnlySpan<byte> payload = _buffer.AsSpan(_from + 5, (int)length - 1);
        _from += 4 + (int)length;
        return payload;
    }

    private void Need(int count)
    {
        if (_to - _from >= count) return;
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            _to -= _from;
            _from = 0;
        }
        if (_buffer.Length < count) Array.Resize(ref _buffer, Math.Max(count, _buffer.Length * 2));
        while (_to < count) Fill();
    }

    private void Fill()
    {
        for (int asked = 0; ;)
        {
            nint read;
            fixed (byte* start = &_buffer[_to]) read = Libc.Read(_fd, start, _buffer.Length - _to);
            if (read > 0)
            {
                _to += (int)read;
                return;
            }
            int error = read == 0 ? 0 : Marshal.GetLastPInvokeError();
            if (error == Libc.Eintr) continue;
            if (error != Libc.Eagain) throw new ProtocolException("The other side is gone.");
            if (asked++ >= Patience) Sleep();
        }
    }

    private void Sleep()
    {
        var poll = new Libc.PollFd { Fd = _fd, Events = Libc.PollIn };
        _ = Libc.Poll(ref poll, 1, -1);
    }
}
