using System.Net.Sockets;
using System.Text;

namespace CodeAct.Robotics.Cli;

/// <summary>Tells systemd how the service is (sd_notify(3)); silent where no service manager asked. One thread calls <see cref="Alive"/>.</summary>
internal sealed class ServiceNotice : IDisposable
{
    private readonly Socket? _socket;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private long? _last;

    private ServiceNotice(Socket? socket, TimeSpan interval, TimeProvider time) => (_socket, _interval, _time) = (socket, interval, time);

    /// <summary>As the environment says: NOTIFY_SOCKET, and WATCHDOG_USEC where the manager wants signs of life.</summary>
    public static ServiceNotice FromEnvironment(TimeProvider time)
    {
        Socket? socket = null;
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 1 } path)
        {
            try
            {
                socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
                // An abstract name is written with @.
                socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? $"\0{path[1..]}" : path));
            }
            catch (SocketException)
            {
                socket?.Dispose();
                socket = null;
            }
        }

        bool watched = long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), out long microseconds) && microseconds > 0;
        // A quarter: the manual advises half, and a turn of the loop may be late.
        return new ServiceNotice(socket, watched ? TimeSpan.FromMicroseconds(microseconds / 4) : Timeout.InfiniteTimeSpan, time);
    }

    /// <summary>It serves.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>It is about to end in order.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <summary>A sign of life, passed on as often as it is wanted. Never blocks.</summary>
    public void Alive()
    {
        if (_interval == Timeout.InfiniteTimeSpan || _last is { } last && _time.GetElapsedTime(last) < _interval) return;
        _last = _time.GetTimestamp();
        Send("WATCHDOG=1");
    }

    public void Dispose() => _socket?.Dispose();

    private void Send(string words)
    {
        try
        {
            _socket?.Send(Encoding.UTF8.GetBytes(words));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A manager that does not listen will act by itself.
        }
    }
}
