using System.Buffers.Binary;
using System.Text;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Guardian;

/// <summary>The first byte of a message between host and guardian.</summary>
internal enum GuardianMessage : byte
{
    /// <summary>Host: a step to the safe state, see <see cref="GuardedStep"/>; the descriptor goes along.</summary>
    Output = 1,

    /// <summary>Host: a process to end with the host, or the host itself (the first one); its descriptor goes along.</summary>
    Process = 2,

    /// <summary>Host: a sign of life; the guardian sends it back. From the first one on they must come.</summary>
    Alive = 3,

    /// <summary>Host: set the safe state now, and go on.</summary>
    Apply = 4,

    /// <summary>Host: the robot is safe and being closed; no signs of life come any more.</summary>
    Leaving = 5,

    /// <summary>Host: all is closed. The guardian ends.</summary>
    Goodbye = 6,

    /// <summary>Guardian: warm, and from now on on guard.</summary>
    Ready = 7,
}

/// <summary>One step of the safe state as a message: a system call with all its bytes.</summary>
/// <param name="Device">For the log.</param>
/// <param name="Step">What to do; its descriptor is the receiver's own.</param>
internal sealed record GuardedStep(string Device, SafeOutput Step)
{
    private const byte Control = 1, WriteFile = 2, WriteI2c = 3;

    /// <summary>The descriptor to send along, or -1.</summary>
    public int Descriptor => Step switch { SafeOutput.Control control => control.Descriptor, SafeOutput.WriteI2c write => write.Descriptor, _ => -1 };

    /// <summary>As bytes: the kind of message, the kind of step, a number (request or address), then device, path or place, and bytes, each after its length (u16).</summary>
    public byte[] ToMessage() => Step switch
    {
        SafeOutput.Control control => Message(Control, control.Request, control.Place, control.Argument),
        SafeOutput.WriteFile write => Message(WriteFile, 0, write.Path, Encoding.UTF8.GetBytes(write.Text)),
        SafeOutput.WriteI2c write => Message(WriteI2c, (uint)write.Address, "", write.Bytes),
        _ => throw new ArgumentException("A step of a kind that the guardian does not know."),
    };

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">It makes no sense.</exception>
    public static GuardedStep Parse(ReadOnlySpan<byte> message, int descriptor)
    {
        try
        {
            uint number = BinaryPrimitives.ReadUInt32LittleEndian(message[2..]);
            byte kind = message[1];
            message = message[6..];
            string device = Encoding.UTF8.GetString(Take(ref message)), path = Encoding.UTF8.GetString(Take(ref message));
            byte[] bytes = Take(ref message).ToArray();
            return new GuardedStep(device, kind switch
            {
                Control => new SafeOutput.Control(descriptor, number, bytes, path),
                WriteFile => new SafeOutput.WriteFile(path, Encoding.UTF8.GetString(bytes)),
                WriteI2c => new SafeOutput.WriteI2c(descriptor, (int)number, bytes),
                _ => throw new InvalidDataException($"A step of kind {kind}."),
            });
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InvalidDataException("A step that is cut off.", e);
        }
    }

    private byte[] Message(byte kind, uint number, string path, ReadOnlyMemory<byte> bytes)
    {
        byte[] device = Encoding.UTF8.GetBytes(Device), name = Encoding.UTF8.GetBytes(path);
        byte[] message = new byte[6 + 3 * 2 + device.Length + name.Length + bytes.Length];
        if (message.Length > DescriptorSocket.LongestMessage) throw new ArgumentException($"A step of {Device} is longer than the guardian takes.");
        message[0] = (byte)GuardianMessage.Output;
        message[1] = kind;
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(2), number);
        Span<byte> rest = message.AsSpan(6);
        Put(ref rest, device);
        Put(ref rest, name);
        Put(ref rest, bytes.Span);
        return message;
    }

    private static void Put(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)bytes.Length);
        bytes.CopyTo(rest[2..]);
        rest = rest[(2 + bytes.Length)..];
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        ReadOnlySpan<byte> bytes = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return bytes;
    }
}
