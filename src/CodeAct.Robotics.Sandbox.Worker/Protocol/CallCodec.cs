using System.Buffers.Binary;
using System.Text;

namespace CodeAct.Robotics.Sandbox.Worker.Protocol;

/// <summary>A call as it travels: u32 action, u16 target, u8 member, u8 whether a text follows, three f64, text in UTF-8.</summary>
internal readonly record struct CallFrame(uint Action, int Target, int Member, double A, double B, double C, string? Text);

/// <summary>
/// An answer as it travels: u32 action, u8 status (0 value, 1 error), u8 whether a text follows, u16 length of the list,
/// three f64, the list, text in UTF-8. An error's text is its code, a line feed and the message.
/// </summary>
internal readonly record struct ReplyFrame(uint Action, bool Failed, double A, double B, double C, IReadOnlyList<double>? List, string? Text);

/// <summary>The hot path: fixed layouts, no allocation where there is neither text nor list.</summary>
internal static class CallCodec
{
    private const int CallHead = 8 + 24, ReplyHead = 8 + 24;

    public static void Send(FrameWriter writer, in CallFrame call)
    {
        int text = call.Text is null ? 0 : Encoding.UTF8.GetByteCount(call.Text);
        Span<byte> payload = writer.Payload(CallHead + text);
        BinaryPrimitives.WriteUInt32LittleEndian(payload, call.Action);
        BinaryPrimitives.WriteUInt16LittleEndian(payload[4..], (ushort)call.Target);
        payload[6] = (byte)call.Member;
        payload[7] = call.Text is null ? (byte)0 : (byte)1;
        Numbers(payload[8..], call.A, call.B, call.C);
        if (text > 0) Encoding.UTF8.GetBytes(call.Text!, payload[CallHead..]);
        writer.Send(FrameType.Call, payload.Length);
    }

    public static CallFrame ReadCall(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < CallHead || payload.Length > CallHead + Wire.MaxText || payload[7] > 1 || (payload[7] == 0 && payload.Length != CallHead))
            throw new ProtocolException("A call has the wrong length.");
        string? text = payload[7] == 1 ? Encoding.UTF8.GetString(payload[CallHead..]) : null;
        return new(BinaryPrimitives.ReadUInt32LittleEndian(payload), BinaryPrimitives.ReadUInt16LittleEndian(payload[4..]), payload[6],
            Number(payload, 8), Number(payload, 16), Number(payload, 24), text);
    }

    public static void Send(FrameWriter writer, in ReplyFrame reply)
    {
        int text = reply.Text is null ? 0 : Encoding.UTF8.GetByteCount(reply.Text), count = reply.List?.Count ?? 0;
        Span<byte> payload = writer.Payload(ReplyHead + count * 8 + text);
        BinaryPrimitives.WriteUInt32LittleEndian(payload, reply.Action);
        payload[4] = reply.Failed ? (byte)1 : (byte)0;
        payload[5] = reply.Text is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteUInt16LittleEndian(payload[6..], (ushort)count);
        Numbers(payload[8..], reply.A, reply.B, reply.C);
        for (int i = 0; i < count; i++) BinaryPrimitives.WriteDoubleLittleEndian(payload[(ReplyHead + i * 8)..], reply.List![i]);
        if (text > 0) Encoding.UTF8.GetBytes(reply.Text!, payload[(ReplyHead + count * 8)..]);
        writer.Send(FrameType.Reply, payload.Length);
    }

    public static ReplyFrame ReadReply(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < ReplyHead) throw new ProtocolException("A reply is too short.");
        int count = BinaryPrimitives.ReadUInt16LittleEndian(payload[6..]), texts = ReplyHead + count * 8;
        if (payload.Length < texts || (payload[5] == 0 && payload.Length != texts)) throw new ProtocolException("A reply has the wrong length.");
        double[]? list = count == 0 ? null : new double[count];
        for (int i = 0; i < count; i++) list![i] = Number(payload, ReplyHead + i * 8);
        string? text = payload[5] == 1 ? Encoding.UTF8.GetString(payload[texts..]) : null;
        return new(BinaryPrimitives.ReadUInt32LittleEndian(payload), payload[4] != 0, Number(payload, 8), Number(payload, 16), Number(payload, 24), list, text);
    }

    private static void Numbers(Span<byte> to, double a, double b, double c)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(to, a);
        BinaryPrimitives.WriteDoubleLittleEndian(to[8..], b);
        BinaryPrimitives.WriteDoubleLittleEndian(to[16..], c);
    }

    private static double Number(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadDoubleLittleEndian(from[at..]);
}
