using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CodeAct.Robotics.Models.Gguf;

/// <summary>
/// Reads a file's head from front to back through one small window.
/// Every length is compared with what is left of the file before memory is taken for it, so a lying count costs nothing.
/// </summary>
sealed class GgufCursor(string path, SafeFileHandle file)
{
    readonly byte[] _window = new byte[256 * 1024];
    readonly long _length = RandomAccess.GetLength(file);
    long _windowStart;
    int _windowBytes;

    public long Position { get; private set; }

    public long Length => _length;

    public long Remaining => _length - Position;

    public uint U32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));

    public ulong U64(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(8, what));

    /// <summary>The next bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Take(int count, string what)
    {
        if (count > Remaining)
        {
            throw new GgufException(path, $"ends at byte {_length}, in the middle of {what}; the file is cut off or damaged.");
        }
        if (count > _window.Length)
        {
            var large = new byte[count];
            Fill(large, Position, what);
            Position += count;
            return large;
        }
        if (Position < _windowStart || Position + count > _windowStart + _windowBytes)
        {
            _windowStart = Position;
            _windowBytes = (int)Math.Min(_window.Length, Remaining);
            Fill(_window.AsSpan(0, _windowBytes), Position, what);
        }
        var span = _window.AsSpan((int)(Position - _windowStart), count);
        Position += count;
        return span;
    }

    /// <summary>A string: its length in eight bytes, then UTF-8.</summary>
    public string Text(string what)
    {
        var length = U64(what);
        if (length > (ulong)Remaining || length > int.MaxValue / 4)
        {
            throw new GgufException(path, $"{what} claims {length} bytes, but {Remaining} are left; the file is cut off or damaged.");
        }
        return Encoding.UTF8.GetString(Take((int)length, what));
    }

    /// <summary>A count of things of at least so many bytes each, checked against what is left of the file.</summary>
    public int Count(string what, int leastBytesEach)
    {
        var count = U64(what);
        if (count > (ulong)(Remaining / leastBytesEach) || count > int.MaxValue / 16)
        {
            throw new GgufException(path, $"{what} is {count}, more than the file's {_length} bytes can hold; the file is damaged.");
        }
        return (int)count;
    }

    void Fill(Span<byte> target, long at, string what)
    {
        while (target.Length > 0)
        {
            var read = RandomAccess.Read(file, target, at);
            if (read == 0)
            {
                throw new GgufException(path, $"shrank while it was read, in the middle of {what}.");
            }
            target = target[read..];
            at += read;
        }
    }
}
