using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Guardian;

/// <summary>
/// The guardian: a small process that outlives the one which drives a robot, by a moment. It holds the safe state as system calls and the
/// outputs' descriptors, so that no line is released; when the host dies, hangs or leaves without a word, it kills it and sets them.
/// </summary>
public sealed class GuardianRole
{
    /// <summary>How long the host may be silent, counted in time in which the guardian itself ran: 150 ms of the 200 that are promised.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(150);

    // Between two looks, where nothing happens. What one sleep takes longer is not held against the host: it had no processor either.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Death = TimeSpan.FromSeconds(2);

    private readonly IKernel _kernel;
    private readonly SafeSteps _steps;
    private readonly DescriptorSocket _host;
    private readonly Action<string> _log;
    private readonly double _patience;
    private readonly List<int> _processes = [];
    private TimeSpan _silent;
    private bool _expectsSigns, _ready;
    private long _leaving;

    private GuardianRole(IKernel kernel, DescriptorSocket host, Action<string> log, double patience)
    {
        (_kernel, _host, _log, _patience) = (kernel, host, log, patience);
        _steps = new SafeSteps(kernel);
    }

    /// <summary>Guards one host until it ends, in order or not.</summary>
    /// <param name="socket">Where the host listens for its guardian.</param>
    /// <param name="afterlife">Where to listen, see <see cref="Afterlife"/>, once the host is dead and lines are still held.</param>
    /// <param name="kernel">The system calls.</param>
    /// <param name="log">A line for the journal.</param>
    /// <param name="patience">How many times longer the host may be silent, on a machine that is so much slower.</param>
    /// <returns>The exit code: 0 after an order to go, 1 where something could not be made safe.</returns>
    public static int Run(string socket, string afterlife, IKernel kernel, Action<string> log, double patience = 1)
    {
        // Away from the terminal's and the service manager's signals: whoever stops the host must not stop this before.
        GuardianNative.NewSession();
        using var ended = new ManualResetEventSlim();
        using var signals = new Signals(ended);
        RealTime.SpareFromMemoryKiller(-1000);
        RealTime.RaiseThread();
        WarmUp(kernel);
        using DescriptorSocket? host = Connect(socket);
        // The host ended while this one started.
        if (host is null) return 1;
        var guardian = new GuardianRole(kernel, host, log, patience);
        RealTime.KeepInMemory();
        string? loss = guardian.Guard();
        if (loss is null) return 0;
        bool safe = guardian.Secure(loss);
        // Whoever asked it to end meanwhile gets that now.
        if (guardian._steps.HoldsLines && !signals.Came) new Afterlife(guardian._steps, guardian.Say).Hold(afterlife, signals.EndWith);
        return safe ? 0 : 1;
    }

    private static DescriptorSocket? Connect(string path)
    {
        try
        {
            return DescriptorSocket.Connect(path);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Does once what will have to be quick: the runtime compiles it, and the kernel brings it into memory.</summary>
    private static void WarmUp(IKernel kernel)
    {
        var steps = new SafeSteps(kernel);
        // A descriptor that is none: the way into the kernel and back with an error, which is the longer one.
        steps.Add(new GuardedStep("", new SafeOutput.Control(-1, 0, new byte[8])));
        steps.Add(new GuardedStep("", new SafeOutput.WriteI2c(-1, 0, new byte[2])));
        steps.Add(new GuardedStep("", new SafeOutput.WriteFile("/dev/null", "0")));
        steps.Apply();
        GuardedStep.Parse(new GuardedStep("a", new SafeOutput.WriteFile("/dev/null", "0")).ToMessage(), -1);
        int self = GuardianNative.OpenProcess(Environment.ProcessId);
        if (self < 0) return;
        GuardianNative.Signal(self, 0);
        Readable(-1, self, TimeSpan.Zero);
        kernel.Close(self);
    }

    // Until the host says goodbye (null), or is lost (why).
    private string? Guard()
    {
        long looked = Stopwatch.GetTimestamp();
        while (true)
        {
            (bool spoke, bool died) = Readable(_host.Descriptor, _processes.Count > 0 ? _processes[0] : -1, Slice);
            TimeSpan passed = Stopwatch.GetElapsedTime(looked);
            looked = Stopwatch.GetTimestamp();
            _silent += passed < Slice ? passed : Slice;
            while (spoke && _host.TryReceive(out ReadOnlySpan<byte> message, out int descriptor))
            {
                if (message.Length == 0) return _ready ? "its line broke off" : null;
                if (!Take(message, descriptor)) return null;
            }

            if (died) return "it died";
            if (_leaving > 0 && Stopwatch.GetElapsedTime(_leaving) > Farewell * _patience) return "it hung on its way out";
            if (_expectsSigns && _silent >= Silence * _patience) return $"it gave no sign of life for {_silent.TotalMilliseconds:0} ms (on a slow or busy machine, set a higher patience)";
        }
    }

    // False for the last message.
    private bool Take(ReadOnlySpan<byte> message, int descriptor)
    {
        switch ((GuardianMessage)message[0])
        {
            case GuardianMessage.Output:
                _steps.Add(GuardedStep.Parse(message, descriptor));
                break;
            case GuardianMessage.Process:
                ForgetTheDead();
                _processes.Add(descriptor);
                break;
            case GuardianMessage.Ready:
                _ready = true;
                _host.Send([(byte)GuardianMessage.Ready]);
                break;
            case GuardianMessage.Alive:
                _expectsSigns = _leaving == 0;
                _silent = TimeSpan.Zero;
                _host.Send(message);
                break;
            case GuardianMessage.Apply:
                Tell(_steps.Apply());
                break;
            case GuardianMessage.Leaving:
                _expectsSigns = false;
                _leaving = Stopwatch.GetTimestamp();
                break;
            case GuardianMessage.Goodbye:
                return false;
        }

        return true;
    }

    private bool Secure(string why)
    {
        long began = Stopwatch.GetTimestamp();
        // The host first: nothing may be commanded after this. Its workers have nothing to command with, and go too.
        foreach (int process in _processes) GuardianNative.Signal(process, GuardianNative.SigKill);
        IReadOnlyList<string> failed = _steps.Apply();
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        // A call into the kernel that was under way may have come last: once the host is dead, all again.
        if (_processes.Count > 0)
        {
            bool dead = Readable(-1, _processes[0], Death * _patience).Died;
            failed = _steps.Apply();
            if (!dead) Say("the host's process does not end.");
        }

        Say($"the host was lost: {why}; {_steps.Count} outputs were made safe in {took.TotalMilliseconds:0.0} ms.");
        Tell(failed);
        return failed.Count == 0;
    }

    private void ForgetTheDead()
    {
        // The first is the host.
        for (int i = _processes.Count - 1; i > 0; i--)
        {
            if (!Readable(-1, _processes[i], TimeSpan.Zero).Died) continue;
            _kernel.Close(_processes[i]);
            _processes.RemoveAt(i);
        }
    }

    private void Tell(IReadOnlyList<string> failed)
    {
        foreach (string line in failed) Say(line);
    }

    // A reader of the journal that does not read must not hold this up.
    private void Say(string line) => Task.Run(() => _log($"guardian: {line}")).Wait(TimeSpan.FromSeconds(1));

    // Whether the socket has something, and whether the process has ended; -1 for either that is not asked for.
    private static unsafe (bool Spoke, bool Died) Readable(int socket, int process, TimeSpan limit)
    {
        Native.PollEntry* entries = stackalloc Native.PollEntry[2];
        entries[0] = new Native.PollEntry { Descriptor = socket, Events = Native.PollIn };
        entries[1] = new Native.PollEntry { Descriptor = process, Events = Native.PollIn };
        // Negative descriptors are passed over (poll(2)).
        return Native.Poll(entries, 2, (int)limit.TotalMilliseconds) > 0 ? (entries[0].Returned != 0, entries[1].Returned != 0) : (false, false);
    }

    /// <summary>Signals that ask a process to end: remembered on guard, obeyed when only lines are held.</summary>
    private sealed class Signals : IDisposable
    {
        private readonly PosixSignalRegistration[] _registrations;
        private readonly ManualResetEventSlim _came;
        private volatile Socket? _listener;

        public Signals(ManualResetEventSlim came)
        {
            _came = came;
            PosixSignal[] all = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
            _registrations = [.. all.Select(s => PosixSignalRegistration.Create(s, Take))];
        }

        public bool Came => _came.IsSet;

        public void EndWith(Socket listener)
        {
            _listener = listener;
            // One that came a moment ago did not know of it.
            if (Came) listener.Dispose();
        }

        public void Dispose()
        {
            foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        }

        private void Take(PosixSignalContext context)
        {
            context.Cancel = true;
            _came.Set();
            _listener?.Dispose();
        }
    }
}
