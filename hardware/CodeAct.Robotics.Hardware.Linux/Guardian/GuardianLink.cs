using System.Diagnostics;
using System.Net.Sockets;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Guardian;

/// <summary>The host's end of its guardian. Any thread may call; nothing but the start waits.</summary>
public sealed class GuardianLink : IDisposable
{
    // Ten times what a guardian that is on guard may take to send a sign of life back.
    private static readonly TimeSpan LongestEcho = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly Process _process;
    private readonly DescriptorSocket _socket;
    private readonly double _patience;
    private long _unanswered;
    private bool _lost;

    private GuardianLink(Process process, DescriptorSocket socket, double patience) => (_process, _socket, _patience) = (process, socket, patience);

    /// <summary>Its process number.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a guardian of this process and waits until it is warm. It has no outputs yet.</summary>
    /// <param name="command">Starts the role with the socket's path as its first argument after those there are.</param>
    /// <param name="socket">A path that only this user reaches; it is gone afterwards.</param>
    /// <param name="patience">How many times longer it may take for everything; the role must be told the same.</param>
    /// <exception cref="GuardianException">It does not start.</exception>
    public static GuardianLink Start(ProcessStartInfo command, string socket, double patience = 1)
    {
        Process? process = null;
        try
        {
            using Socket listener = DescriptorSocket.Listen(socket);
            process = Process.Start(command)!;
            DescriptorSocket connected = DescriptorSocket.Accept(listener, StartLimit * patience) ?? throw new GuardianException("The guardian does not answer.");
            var link = new GuardianLink(process, connected, patience);
            link.GuardHost();
            return link;
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception or GuardianException)
        {
            process?.Kill();
            process?.Dispose();
            throw e as GuardianException ?? new GuardianException($"The guardian does not start: {e.Message}");
        }
        finally
        {
            File.Delete(socket);
        }
    }

    /// <summary>Hands over a device's way to its safe value.</summary>
    /// <param name="device">Its name.</param>
    /// <param name="steps">As its driver says.</param>
    /// <exception cref="GuardianException">It was not taken.</exception>
    public void Guard(string device, IReadOnlyList<SafeOutput> steps)
    {
        foreach (SafeOutput step in steps)
        {
            var guarded = new GuardedStep(device, step);
            Require(Send(guarded.ToMessage(), guarded.Descriptor), device);
        }
    }

    /// <summary>Has a process ended together with this one; where it is gone already, nothing.</summary>
    public void GuardProcess(int process)
    {
        int descriptor = GuardianNative.OpenProcess(process);
        if (descriptor < 0) return;
        Send([(byte)GuardianMessage.Process], descriptor);
        Kernel.Native.Close(descriptor);
    }

    private void GuardHost()
    {
        int descriptor = GuardianNative.OpenProcess(Environment.ProcessId);
        if (descriptor < 0) throw new GuardianException("This kernel can't watch a process (pidfd, Linux 5.3 or later).");
        int error = Send([(byte)GuardianMessage.Process], descriptor);
        Kernel.Native.Close(descriptor);
        Require(error, "this process");
    }

    /// <summary>All is handed over: waits until the guardian says that it stands.</summary>
    /// <exception cref="GuardianException">It does not.</exception>
    public void Ready()
    {
        Require(Send([(byte)GuardianMessage.Ready], -1), "its order");
        if (_socket.Wait(StartLimit * _patience) && _socket.TryReceive(out ReadOnlySpan<byte> message, out _) && message.Length > 0 && message[0] == (byte)GuardianMessage.Ready) return;
        throw new GuardianException("The guardian does not stand.");
    }

    /// <summary>A sign of life, from one thread; after the first, they must come every 20 ms or so.</summary>
    /// <returns>False where the guardian itself is gone or hangs: the robot is without.</returns>
    public bool Alive()
    {
        lock (_lock)
        {
            if (_lost) return false;
            while (_socket.TryReceive(out ReadOnlySpan<byte> message, out _))
            {
                if (message.Length == 0) return Lose();
                _unanswered = 0;
            }

            int error = _socket.Send([(byte)GuardianMessage.Alive]);
            if (error is not 0 and not Kernel.Errno.Eagain) return Lose();
            if (_unanswered == 0) _unanswered = Stopwatch.GetTimestamp();
            return Stopwatch.GetElapsedTime(_unanswered) < LongestEcho * _patience || Lose();
        }
    }

    /// <summary>Has the safe state set from there, too: a driver that hangs here does not hold that up.</summary>
    public void Apply() => Send([(byte)GuardianMessage.Apply], -1);

    /// <summary>The robot is safe and is being closed: there are no more signs of life, and five seconds until <see cref="Dispose"/>.</summary>
    public void Leaving() => Send([(byte)GuardianMessage.Leaving], -1);

    /// <summary>Lets the guardian go, in order.</summary>
    public void Dispose()
    {
        Send([(byte)GuardianMessage.Goodbye], -1);
        try
        {
            if (_lost || !_process.WaitForExit(TimeSpan.FromSeconds(2) * _patience)) _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Gone already.
        }

        _socket.Dispose();
        _process.Dispose();
    }

    private int Send(ReadOnlySpan<byte> message, int descriptor)
    {
        lock (_lock) return _lost ? Kernel.Errno.Ebadf : _socket.Send(message, descriptor);
    }

    private bool Lose()
    {
        _lost = true;
        return false;
    }

    private static void Require(int error, string what)
    {
        if (error != 0) throw new GuardianException($"The guardian does not take {what} (errno {error}).");
    }
}

/// <summary>There is no guardian: nothing may be driven.</summary>
public sealed class GuardianException(string message) : Exception(message);
