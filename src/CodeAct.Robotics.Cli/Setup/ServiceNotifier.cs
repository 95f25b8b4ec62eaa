using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CodeAct.Robotics.Cli;

/// <summary>
/// Tells the service manager how the service does, by sd_notify(3)'s protocol: datagrams to the Unix socket that <c>NOTIFY_SOCKET</c>
/// names. Without that variable it does nothing. It never throws: a manager that does not listen must not end a robot's service.
/// Any thread may call.
/// </summary>
internal sealed class ServiceNotifier : IDisposable
{
    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _manager;

    /// <summary>For a socket; null or empty for none.</summary>
    /// <param name="address">A path, or an abstract name that begins with <c>@</c> (unix(7)).</param>
    /// <param name="watchdogMicroseconds">The text of <c>WATCHDOG_USEC</c>, or null.</param>
    /// <param name="watchdogProcess">The text of <c>WATCHDOG_PID</c>, or null: the watchdog is another process's where it is not ours.</param>
    public ServiceNotifier(string? address, string? watchdogMicroseconds = null, string? watchdogProcess = null)
    {
        if (watchdogProcess is null || watchdogProcess == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            Watchdog = long.TryParse(watchdogMicroseconds, NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds) && microseconds > 0 ? TimeSpan.FromMicroseconds(microseconds) : null;
        if (string.IsNullOrEmpty(address) || address[0] is not ('/' or '@')) return;
        try
        {
            _manager = new UnixDomainSocketEndPoint(address[0] == '@' ? $"\0{address[1..]}" : address);
            // Not blocking: a manager whose queue is full costs a word, not the control loop.
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            _socket = null;
        }
    }

    /// <summary>The manager's watchdog: a ping is due within this time, best at half of it; null where there is none.</summary>
    public TimeSpan? Watchdog { get; }

    /// <summary>From the environment that the service manager gave; its variables are taken out, so that no child speaks for the service.</summary>
    public static ServiceNotifier FromEnvironment()
    {
        return new ServiceNotifier(Take("NOTIFY_SOCKET"), Take("WATCHDOG_USEC"), Take("WATCHDOG_PID"));

        static string? Take(string name)
        {
            string? value = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, null);
            return value;
        }
    }

    /// <summary>The service has started: the robot is open, its outputs are at their safe values, and tasks are taken.</summary>
    /// <param name="status">One line for people.</param>
    public void Ready(string status) => Send($"READY=1\nSTATUS={OneLine(status)}");

    /// <summary>One line for people: <c>systemctl status</c> shows it.</summary>
    public void Status(string status) => Send($"STATUS={OneLine(status)}");

    /// <summary>The control loop has gone round. Only what would be missed when it stood still may call this.</summary>
    public void Ping() => Send("WATCHDOG=1");

    /// <summary>The service begins to end.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    // A line of its own would be another assignment.
    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private void Send(string state)
    {
        if (_socket is null) return;
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(state), _manager!);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }
}
