using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox;

/// <summary>
/// One action's conversation with a worker, on one thread. Trusts nothing that comes back: whatever the protocol does not allow
/// ends it with a <see cref="ProtocolException"/>, and the worker is no longer used.
/// </summary>
internal sealed class ActionExchange(WorkerProcess worker, uint action, IHostCalls calls, SandboxOptions options, Watchdog watchdog)
{
    private readonly StringBuilder _printed = new();

    /// <summary>True once the code ran.</summary>
    public bool Running { get; private set; }

    /// <summary>Calls that went to the host, the polls of a wait not counted.</summary>
    public int DeviceCalls { get; private set; }

    /// <summary>What was printed so far, without the last line's end.</summary>
    public string Printed => _printed.ToString().TrimEnd('\n');

    /// <summary>Sends the code and serves it until it is finished.</summary>
    public FinishedMessage Run(string code)
    {
        // Longer code is refused by the worker anyway; a frame must stay within its limit.
        if (code.Length > 2 * options.SourceLength) code = code[..(2 * options.SourceLength)];
        watchdog.Start(options.CompileTime + options.KillAfter);
        worker.Writer.Send(FrameType.Action, action, Encoding.UTF8.GetBytes(code));
        while (true)
        {
            ReadOnlySpan<byte> payload = worker.Reader.Read(out FrameType type);
            if (payload.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(payload) != action) throw new ProtocolException("A frame of another action.");
            switch (type)
            {
                case FrameType.Running when !Running && payload.Length == 4:
                    Running = true;
                    watchdog.Start(options.RunTime + options.KillAfter);
                    break;
                case FrameType.Print when Running: Print(payload[4..]); break;
                case FrameType.Call when Running: Answer(CallCodec.ReadCall(payload)); break;
                case FrameType.Finished: return Finished(payload[4..]);
                default: throw new ProtocolException($"A {type} frame was not due.");
            }
        }
    }

    private void Print(ReadOnlySpan<byte> bytes)
    {
        string text = PlainText.Of(Encoding.UTF8.GetString(bytes));
        if (_printed.Length + text.Length > options.OutputLength) throw new ProtocolException("More output than there may be.");
        _printed.Append(text);
    }

    private void Answer(in CallFrame call)
    {
        // Polls of a wait don't count: each moves the robot's clock, and that has a bound of its own.
        bool poll = call.Target == HostCall.Robot && call.Member == (int)RobotMember.Poll;
        if (!poll && ++DeviceCalls > options.DeviceCalls) throw new ProtocolException("More calls than there may be.");
        watchdog.Pause();
        ReplyFrame answer;
        try
        {
            HostReply reply = calls.Invoke(new HostCall(call.Target, call.Member, call.A, call.B, call.C, call.Text));
            IReadOnlyList<double>? list = reply.List is { Count: > Wire.MaxList } ? [.. reply.List.Skip(reply.List.Count - Wire.MaxList)] : reply.List;
            answer = new ReplyFrame(action, false, reply.A, reply.B, reply.C, list, reply.Text);
        }
        catch (DeviceException e)
        {
            answer = new ReplyFrame(action, true, 0, 0, 0, null, $"{e.Code}\n{e.Message}");
        }
        watchdog.Resume();
        CallCodec.Send(worker.Writer, answer);
    }

    private FinishedMessage Finished(ReadOnlySpan<byte> json)
    {
        FinishedMessage? finished;
        try
        {
            finished = JsonSerializer.Deserialize(json, MessageJson.Default.FinishedMessage);
        }
        catch (JsonException)
        {
            finished = null;
        }
        bool sound = finished is not null && Enum.IsDefined(finished.Stage)
            && finished.Stage is WorkerStage.Run or WorkerStage.Done == Running
            && (finished.Stage == WorkerStage.Done) == (finished.Done is not null)
            && finished.Done is not { Answer: null }
            && finished.Error is not ({ Code: null } or { Message: null });
        return sound ? finished! : throw new ProtocolException("The end of an action makes no sense.");
    }
}
