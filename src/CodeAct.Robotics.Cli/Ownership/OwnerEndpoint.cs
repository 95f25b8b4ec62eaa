using System.Net.Sockets;
using System.Text;
using CodeAct.Robotics.Hardware.Linux.Guardian;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Cli;

/// <summary>A Unix socket on which the process that runs a robot takes <c>estop</c>, <c>reset</c> and <c>safe</c>. Without a usable folder there is none, and the latch file alone counts.</summary>
internal sealed class OwnerEndpoint : IDisposable
{
    private readonly Socket? _listener;
    private readonly string _path;

    private OwnerEndpoint(Socket? listener, string path)
    {
        _listener = listener;
        _path = path;
    }

    /// <summary>Listens for a robot of this process.</summary>
    public static OwnerEndpoint Open(string robot, EStop estop, Governor governor)
    {
        string path = Path.Combine(Paths.Runtime, $"{robot}.{Environment.ProcessId}.sock");
        try
        {
            Paths.MakeRuntime();
            File.Delete(path);
            var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(8);
            var endpoint = new OwnerEndpoint(listener, path);
            // A thread of its own: an e-stop must not wait for a busy thread pool.
            new Thread(() => endpoint.Serve(estop, governor)) { IsBackground = true, Name = "owner" }.Start();
            return endpoint;
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new OwnerEndpoint(null, path);
        }
    }

    /// <summary>Tells every process that runs a robot; gives how many took it.</summary>
    public static int Send(string robot, string command)
    {
        if (!Directory.Exists(Paths.Runtime)) return 0;
        int took = 0;
        foreach (string path in Directory.GetFiles(Paths.Runtime, $"{robot}.*.sock"))
        {
            try
            {
                using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 2000 };
                client.Connect(new UnixDomainSocketEndPoint(path));
                client.Send(Encoding.UTF8.GetBytes(command + "\n"));
                if (client.Receive(new byte[16]) > 0) took++;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                // Its process died without cleaning up.
                File.Delete(path);
            }
            catch (SocketException)
            {
                // It is there and does not answer: the latch still holds it at its next command.
            }
        }

        return took;
    }

    public void Dispose()
    {
        _listener?.Dispose();
        if (_listener is not null) File.Delete(_path);
    }

    private void Serve(EStop estop, Governor governor)
    {
        RealTime.RaiseThread();
        var buffer = new byte[64];
        try
        {
            // A word to itself that asks for nothing: what is compiled when it first runs is compiled before somebody needs it.
            using var first = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            first.Connect(new UnixDomainSocketEndPoint(_path));
            first.Send("hello\n"u8);
            while (true)
            {
                using Socket client = _listener!.Accept();
                client.ReceiveTimeout = 1000;
                try
                {
                    Obey(Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer)).Trim(), estop, governor);
                    client.Send("ok\n"u8);
                }
                catch (SocketException)
                {
                    // A client that says nothing or left.
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed: the process ends.
        }
    }

    private static void Obey(string command, EStop estop, Governor governor)
    {
        if (command == "estop") estop.Latch("codeact estop");
        else if (command == "reset") estop.Reset();
        else if (command == "safe") governor.MakeSafe();
    }
}
