using System.Buffers.Binary;
using System.Text;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Attacks.Fuzzing;

/// <summary>What a worker that lies would send: a right conversation with frames changed, cut, doubled, swapped and made up.</summary>
internal static class FrameMutator
{
    private static readonly string[] Ends =
    [
        "{\"Stage\":2}", "{\"Stage\":3,\"Done\":{\"Ok\":true,\"Answer\":\"a\"}}", "{\"Stage\":2,\"Error\":{\"Code\":\"exception\",\"Message\":\"m\",\"Line\":1}}", "{\"Stage\":2,\"Returned\":\"\\u0007\\u001b[2J\"}",
        "{\"Stage\":2,\"Error\":{\"Code\":\"" , "{\"Stage\":-1}", "[]", "\"x\"", "{\"Stage\":2,\"Error\":{\"Code\":\"e-stop\",\"Message\":\"\",\"Line\":-5}}", "{\"Stage\":1e99}", "{\"Stage\":0,\"Error\":null,\"Spent\":true}",
    ];

    /// <summary>The whole output of one worker, its greeting included.</summary>
    public static byte[] Next(Random random)
    {
        var frames = new List<byte[]> { Frame(FrameType.Ready, [.. BitConverter.GetBytes(Wire.Version), 0, 0]), Frame(FrameType.InitDone, []), Of(FrameType.Running, 1, []) };
        for (int count = random.Next(6); count > 0; count--) frames.Add(random.Next(3) == 0 ? Of(FrameType.Print, 1, Bytes(random, 200)) : Call(random));
        frames.Add(Of(FrameType.Finished, 1, Encoding.UTF8.GetBytes(Ends[random.Next(Ends.Length)])));
        // The greeting stays right most of the time: behind a wrong one nothing is read.
        int first = random.Next(20) == 0 ? 0 : 2;
        for (int changes = random.Next(1, 4); changes > 0; changes--) Change(frames, first, random);
        return [.. frames.SelectMany(f => f)];
    }

    private static void Change(List<byte[]> frames, int first, Random random)
    {
        if (frames.Count <= first) return;
        int at = random.Next(first, frames.Count), other = random.Next(first, frames.Count);
        byte[] frame = frames[at] = [.. frames[at]];
        switch (random.Next(8))
        {
            case 0 when frame.Length > 0: frame[random.Next(frame.Length)] ^= (byte)(1 << random.Next(8)); break;
            case 1: frames[at] = frame[..random.Next(frame.Length + 1)]; break;
            case 2: frames.Insert(at, frame); break;
            case 3: (frames[at], frames[other]) = (frames[other], frames[at]); break;
            case 4: frames.RemoveAt(at); break;
            case 5 when frame.Length >= 4: BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)random.NextInt64(uint.MaxValue)); break;
            case 6: frames.Insert(at, Frame((FrameType)random.Next(16), Bytes(random, 300_000))); break;
            default: frames.Insert(at, Of((FrameType)random.Next(16), (uint)random.Next(3), Bytes(random, 100))); break;
        }
    }

    private static byte[] Call(Random random)
    {
        byte[] payload = new byte[28];
        BinaryPrimitives.WriteUInt16LittleEndian(payload, (ushort)random.Next(12));
        payload[2] = (byte)random.Next(8);
        double[] odd = [0, 1, -1, 0.5, double.NaN, double.PositiveInfinity, double.MinValue, double.Epsilon, 1e9];
        for (int i = 0; i < 3; i++) BinaryPrimitives.WriteDoubleLittleEndian(payload.AsSpan(4 + i * 8), odd[random.Next(odd.Length)]);
        if (random.Next(4) == 0)
        {
            payload[3] = 1;
            payload = [.. payload, .. Bytes(random, 64)];
        }
        return Of(FrameType.Call, 1, payload);
    }

    private static byte[] Bytes(Random random, int most)
    {
        byte[] bytes = new byte[random.Next(most)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Of(FrameType type, uint action, byte[] payload) => Frame(type, [.. BitConverter.GetBytes(action), .. payload]);

    private static byte[] Frame(FrameType type, byte[] payload) => [.. BitConverter.GetBytes(payload.Length + 1), (byte)type, .. payload];
}
