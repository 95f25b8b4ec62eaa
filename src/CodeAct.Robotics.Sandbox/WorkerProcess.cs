using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using CodeAct.Robotics.Sandbox.Worker.Confinement;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox;

/// <summary>One worker from its start to its end. Whoever reads or writes must have stopped before it is disposed.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int SigKill = 9;

    // For bubblewrap to see that what it watched is dead.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Stream _input, _output;
    private readonly ErrorOutput _errors;
    private readonly bool _wrapped;
    private InitMessage? _prepared;
    private int _inside;

    private WorkerProcess(ProcessStartInfo start)
    {
        _process = Launcher.Start(start);
        _wrapped = Path.GetFileName(start.FileName) == "bwrap";
        _input = _process.StandardInput.BaseStream;
        _output = _process.StandardOutput.BaseStream;
        Reader = new FrameReader(Descriptor(_output), Wire.MaxToHost);
        Writer = new FrameWriter(Descriptor(_input));
        _errors = new ErrorOutput(_process.StandardError.BaseStream);
        WorkerWatch.Start(Descriptor(_output), () => Died?.Invoke());
    }

    /// <summary>Called on a thread of its own the moment that the worker is gone, whoever ended it; whoever sets it looks at <see cref="HasExited"/> afterwards.</summary>
    public Action? Died { get; set; }

    public FrameReader Reader { get; }

    public FrameWriter Writer { get; }

    /// <summary>The worker's process number as the host sees it.</summary>
    public int Id => _inside > 0 ? _inside : _wrapped ? Bubblewrap.Innermost(_process.Id) : _process.Id;

    /// <summary>The layers around it, as it said when it was warm.</summary>
    public SandboxLayers Layers { get; private set; } = new(0, false);

    /// <summary>Sessions that it has served.</summary>
    public int Sessions { get; set; }

    /// <summary>Whether it is gone; bubblewrap around it may need a moment to see that.</summary>
    public bool HasExited => _process.HasExited || _inside > 0 && !Directory.Exists($"/proc/{_inside}");

    /// <summary>Whether it stands ready for a session of some robot.</summary>
    public bool IsPrepared => _prepared is not null;

    /// <summary>Starts a worker; done when it is warm. Cancelling kills it at once.</summary>
    /// <param name="start">How.</param>
    /// <param name="options">The limits.</param>
    /// <param name="early">Gives it a session before it is warm; then it is ready for that.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SandboxException">It did not get so far.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<WorkerProcess> StartAsync(ProcessStartInfo start, SandboxOptions options, EarlyInit early, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        WorkerProcess worker = Launch(start);
        using CancellationTokenRegistration kill = cancellation.Register(worker.Kill);
        try
        {
            early.Open(worker.SendEarly);
            await worker.OnThread(options.StartTime, () =>
            {
                ReadOnlySpan<byte> payload = worker.Reader.Read(out FrameType type);
                if (type != FrameType.Ready || payload.Length != Wire.ReadyLength || BinaryPrimitives.ReadUInt32LittleEndian(payload) != Wire.Version)
                    throw new ProtocolException("The worker is of another version.");
                worker.Layers = new SandboxLayers(payload[4], payload[5] == 1, worker._wrapped);
                if (worker._wrapped) worker._inside = Bubblewrap.Innermost(worker._process.Id);
                options.Started?.Invoke(worker.Id);
                if (early.Close() is not { } init) return;
                worker.ReadInitDone();
                worker._prepared = init;
            });
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>Gives it what the code may use, unless it stands ready for just that.</summary>
    /// <exception cref="SandboxException">The facade does not compile, or the worker died.</exception>
    public async Task InitializeAsync(InitMessage init, SandboxOptions options)
    {
        if (_prepared?.IsSame(init) != true) await OnThread(options.StartTime, () => Initialize(init));
        _prepared = init;
    }

    /// <summary>Code of a session has run in it: it is ready for no other.</summary>
    public void MarkUsed() => _prepared = null;

    private void SendEarly(InitMessage init)
    {
        try
        {
            Send(init);
        }
        catch (ProtocolException)
        {
            // It died; whoever waits for it is told.
        }
    }

    private void Initialize(InitMessage init)
    {
        Send(init);
        ReadInitDone();
    }

    private void Send(InitMessage init) => Writer.Send(FrameType.Init, JsonSerializer.SerializeToUtf8Bytes(init, MessageJson.Default.InitMessage));

    private void ReadInitDone()
    {
        ReadOnlySpan<byte> payload = Reader.Read(out FrameType type);
        if (type != FrameType.InitDone) throw new ProtocolException($"A {type} frame where {FrameType.InitDone} was due.");
        if (payload.Length > 0) throw new SandboxException($"The sandbox's worker does not work: {Encoding.UTF8.GetString(payload)}");
    }

    /// <summary>Lets it try to get out, in place of a session; it ends afterwards.</summary>
    /// <exception cref="SandboxException">It did not answer: something that should have failed replaced or ended it.</exception>
    public async Task<SandboxExamination> ExamineAsync(SandboxOptions options)
    {
        byte[] errors = [];
        await OnThread(options.StartTime, () =>
        {
            byte[] host = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(host, Environment.ProcessId);
            Writer.Send(FrameType.Probe, host);
            ReadOnlySpan<byte> payload = Reader.Read(out FrameType type);
            if (type != FrameType.ProbeDone || payload.Length != EscapeProbe.Attempts.Length) throw new ProtocolException("The worker does not tell what it tried.");
            errors = payload.ToArray();
        });
        return new SandboxExamination(Layers, [.. EscapeProbe.Attempts.Select((what, i) => new EscapeAttempt(what, errors[i]))]);
    }

    /// <summary>SIGKILL; never throws.</summary>
    public void Kill()
    {
        try
        {
            // Inside bubblewrap the innermost dies first: then each parent sees its child's end and goes too, and no orphan is left for
            // an init that may not reap it.
            int inside = _wrapped && !_process.HasExited ? Id : _process.Id;
            if (inside == _process.Id || Libc.Kill(inside, SigKill) != 0) _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Gone already.
        }
    }

    /// <summary>Waits until it is dead and tells the beginning of what it wrote to its standard error.</summary>
    public async Task<string> LastWordsAsync()
    {
        Kill();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        // A worker without its host's pipe ends by itself: should one have outlived bubblewrap, it must not be waited for.
        await _input.DisposeAsync();
        await _output.DisposeAsync();
        return await _errors.ReadToEndAsync();
    }

    /// <summary>Kills and reaps it.</summary>
    public async ValueTask DisposeAsync()
    {
        await LastWordsAsync();
        _process.StandardError.Dispose();
        _process.Dispose();
    }

    private static WorkerProcess Launch(ProcessStartInfo start)
    {
        try
        {
            return new WorkerProcess(start);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new SandboxException($"The sandbox's worker does not start: {e.Message}");
        }
    }

    // The streams own the descriptors; reading and writing past them saves their locks on every call of a device.
    private static int Descriptor(Stream stream) => (int)((PipeStream)stream).SafePipeHandle.DangerousGetHandle();

    private async Task OnThread(TimeSpan limit, Action exchange)
    {
        using var timeout = new CancellationTokenSource(limit);
        await using CancellationTokenRegistration kill = timeout.Token.Register(Kill);
        try
        {
            await Task.Factory.StartNew(exchange, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (ProtocolException e)
        {
            string words = await LastWordsAsync();
            throw new SandboxException($"The sandbox's worker does not work: {(timeout.IsCancellationRequested ? "it took too long" : e.Message)} {words}".TrimEnd()) { MayPass = true };
        }
    }
}
