using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox;

/// <summary>What a worker that still starts is given at once by a session that waits for it; once, and only until it is ready. Safe for many callers.</summary>
internal sealed class EarlyInit
{
    private readonly Lock _lock = new();
    private InitMessage? _given;
    private Action<InitMessage>? _send;
    private bool _closed;

    /// <summary>A session waits.</summary>
    /// <returns>False where the worker began with what another session gave.</returns>
    public bool Give(InitMessage init)
    {
        lock (_lock)
        {
            if (_given is { } before) return before.IsSame(init);
            if (_closed) return true;
            _given = init;
            _send?.Invoke(init);
            return true;
        }
    }

    /// <summary>The process runs: it takes what was given, or will be.</summary>
    public void Open(Action<InitMessage> send)
    {
        lock (_lock)
        {
            _send = send;
            if (_given is { } init) send(init);
        }
    }

    /// <summary>It is ready. What was sent, or null: from now on nothing is.</summary>
    public InitMessage? Close()
    {
        lock (_lock)
        {
            _closed = true;
            return _given;
        }
    }
}
