namespace CodeAct.Robotics.Sandbox.Worker.Protocol;

/// <summary>What a frame is. A frame is its length (u32: type and payload), its type (u8) and the payload, all little-endian.</summary>
internal enum FrameType : byte
{
    /// <summary>Worker: u32 protocol version, u8 version of Landlock or 0, u8 1 where system calls are filtered; the worker is warm.</summary>
    Ready = 1,

    /// <summary>Host: <see cref="InitMessage"/> as JSON. Where it comes before <see cref="Ready"/>, a session waits, and the warm-up ends as soon as it may.</summary>
    Init = 2,

    /// <summary>Worker: the facade is compiled; payload is an error text, empty where there is none.</summary>
    InitDone = 3,

    /// <summary>Host: u32 action, then the code in UTF-8.</summary>
    Action = 4,

    /// <summary>Worker: u32 action; it compiled and runs now.</summary>
    Running = 5,

    /// <summary>Worker: u32 action, then printed text in UTF-8.</summary>
    Print = 6,

    /// <summary>Worker: see <see cref="CallCodec"/>.</summary>
    Call = 7,

    /// <summary>Host: see <see cref="CallCodec"/>.</summary>
    Reply = 8,

    /// <summary>Worker: u32 action, then <see cref="FinishedMessage"/> as JSON.</summary>
    Finished = 9,

    /// <summary>Host, instead of <see cref="Init"/>: i32 its process number; the worker tries to get out, and ends.</summary>
    Probe = 10,

    /// <summary>Worker: for each of <see cref="Confinement.EscapeProbe.Attempts"/> the error number (u8) that stopped it, 0 where nothing did.</summary>
    ProbeDone = 11,
}

/// <summary>Numbers that both sides agree on.</summary>
internal static class Wire
{
    /// <summary>Raised with every change of a frame.</summary>
    public const uint Version = 3;

    /// <summary>Bytes of <see cref="FrameType.Ready"/>.</summary>
    public const int ReadyLength = 6;

    /// <summary>The longest frame to the worker: a facade of many devices.</summary>
    public const int MaxToWorker = 4 << 20;

    /// <summary>The longest frame to the host.</summary>
    public const int MaxToHost = 256 << 10;

    /// <summary>The longest text in a call or reply, in bytes of UTF-8.</summary>
    public const int MaxText = 16 << 10;

    /// <summary>The longest list in a reply: more than a day, one a minute.</summary>
    public const int MaxList = 16 << 10;
}

/// <summary>The other side said what the protocol does not allow, or nothing any more.</summary>
internal sealed class ProtocolException(string message) : Exception(message);
