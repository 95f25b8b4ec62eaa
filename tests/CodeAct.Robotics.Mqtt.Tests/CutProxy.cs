using System.Net;
using System.Net.Sockets;

namespace CodeAct.Robotics.Mqtt.Tests;

/// <summary>A line between a client and its broker, on which the client's words can be lost and which can be cut.</summary>
internal sealed class CutProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _open = [];
    private readonly int _broker;
    private volatile bool _deaf;

    public CutProxy(int broker)
    {
        _broker = broker;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on the broker hears nothing of the client, though the client hears the broker.</summary>
    public void Deafen() => _deaf = true;

    /// <summary>Ends what is open; new connections work both ways.</summary>
    public void Cut()
    {
        lock (_open)
        {
            foreach (TcpClient client in _open) client.Close();
            _open.Clear();
        }
        _deaf = false;
    }

    public void Dispose()
    {
        _listener.Stop();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                var broker = new TcpClient();
                await broker.ConnectAsync(IPAddress.Loopback, _broker);
                lock (_open) _open.AddRange([client, broker]);
                _ = PumpAsync(client, broker, true);
                _ = PumpAsync(broker, client, false);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool isClient)
    {
        byte[] buffer = new byte[65_536];
        try
        {
            NetworkStream source = from.GetStream(), target = to.GetStream();
            while (await source.ReadAsync(buffer) is > 0 and int count)
                if (!isClient || !_deaf) await target.WriteAsync(buffer.AsMemory(0, count));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
        from.Close();
        to.Close();
    }
}
