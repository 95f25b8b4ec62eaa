using System.Runtime.ExceptionServices;

namespace CodeAct.Robotics.Sandbox.Worker;

/// <summary>A second thread with a large stack, for work beside the first one's. One owner, one piece of work at a time.</summary>
internal sealed class SideThread
{
    /// <summary>Roslyn recurses as deep as the code is nested.</summary>
    public const int StackBytes = 16 << 20;

    private readonly SemaphoreSlim _given = new(0), _finished = new(0);
    private Action _work = () => { };
    private Exception? _failure;

    public SideThread(string name) => new Thread(Serve, StackBytes) { Name = name, IsBackground = true }.Start();

    /// <summary>Starts it; <see cref="Finish"/> must follow before the next.</summary>
    public void Start(Action work)
    {
        _work = work;
        _given.Release();
    }

    /// <summary>Waits for its end, and throws what it threw.</summary>
    public void Finish()
    {
        _finished.Wait();
        Exception? failure = _failure;
        _failure = null;
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private void Serve()
    {
        while (true)
        {
            _given.Wait();
            try
            {
                _work();
            }
            catch (Exception e)
            {
                _failure = e;
            }
            _work = () => { };
            _finished.Release();
        }
    }
}
