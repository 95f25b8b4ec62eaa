using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using CodeAct.Robotics.Sandbox.Worker.Compiling;
using CodeAct.Robotics.Sandbox.Worker.Confinement;
using CodeAct.Robotics.Sandbox.Worker.Protocol;
using CodeAct.Robotics.Sandbox.Worker.Running;

namespace CodeAct.Robotics.Sandbox.Worker;

/// <summary>The worker's side of the protocol: a session, one action at a time, all on one thread with a large stack.</summary>
internal sealed class WorkerLoop(FrameReader reader, FrameWriter writer, CheckSet checks) : IBridgeHost
{
    private uint _action;
    private ScriptSession? _session;
    private string? _problem;

    /// <summary>Takes the session that waits already, before the worker is said to be ready.</summary>
    public void OpenEarly()
    {
        ReadOnlySpan<byte> payload = reader.Read(out FrameType type);
        if (type != FrameType.Init) throw new ProtocolException($"A {type} frame before the worker was ready.");
        Compile(payload);
    }

    /// <summary>Serves the host until it goes.</summary>
    /// <param name="landlock">The version of Landlock in force, 0 without.</param>
    /// <param name="filtered">Whether system calls are filtered.</param>
    public void Run(int landlock, bool filtered)
    {
        byte[] ready = new byte[Wire.ReadyLength];
        BinaryPrimitives.WriteUInt32LittleEndian(ready, Wire.Version);
        ready[4] = (byte)landlock;
        ready[5] = filtered ? (byte)1 : (byte)0;
        writer.Send(FrameType.Ready, ready);
        if (_session is not null || _problem is not null) Tell();
        while (true)
        {
            ReadOnlySpan<byte> payload = reader.Read(out FrameType type);
            switch (type)
            {
                case FrameType.Init: Open(payload); break;
                case FrameType.Action when _session is not null: Act(_session, payload); break;
                case FrameType.Probe:
                    writer.Send(FrameType.ProbeDone, EscapeProbe.Run(BinaryPrimitives.ReadInt32LittleEndian(payload)));
                    return;
                default: throw new ProtocolException($"A {type} frame was not due.");
            }
        }
    }

    /// <inheritdoc/>
    public ReplyFrame Call(int target, int member, double a, double b, double c, string? text)
    {
        CallCodec.Send(writer, new CallFrame(_action, target, member, a, b, c, text));
        ReplyFrame reply = CallCodec.ReadReply(Expect(FrameType.Reply));
        return reply.Action == _action ? reply : throw new ProtocolException("A reply to another action.");
    }

    /// <inheritdoc/>
    public void Print(string text) => writer.Send(FrameType.Print, _action, Encoding.UTF8.GetBytes(text));

    private void Act(ScriptSession session, ReadOnlySpan<byte> payload)
    {
        _action = BinaryPrimitives.ReadUInt32LittleEndian(payload);
        FinishedMessage finished = session.Run(Encoding.UTF8.GetString(payload[4..]), () => writer.Send(FrameType.Running, _action, []));
        writer.Send(FrameType.Finished, _action, JsonSerializer.SerializeToUtf8Bytes(finished, MessageJson.Default.FinishedMessage));
    }

    private void Open(ReadOnlySpan<byte> payload)
    {
        Compile(payload);
        Tell();
    }

    private void Compile(ReadOnlySpan<byte> payload)
    {
        InitMessage init = JsonSerializer.Deserialize(payload, MessageJson.Default.InitMessage)!;
        try
        {
            _session = new ScriptSession(init, this, checks);
        }
        catch (FacadeException e)
        {
            _problem = e.Message;
        }
    }

    private void Tell()
    {
        writer.Send(FrameType.InitDone, Encoding.UTF8.GetBytes(_problem ?? ""));
        if (_problem is not null) throw new FacadeException(_problem);
    }

    private ReadOnlySpan<byte> Expect(FrameType expected)
    {
        ReadOnlySpan<byte> payload = reader.Read(out FrameType type);
        return type == expected ? payload : throw new ProtocolException($"A {type} frame where a {expected} frame was due.");
    }
}
