using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CodeAct.Robotics.Models.Tests.Served;

/// <summary>An HTTP server on the loopback that answers each request with what the test gives, byte for byte.</summary>
sealed class FakeServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Func<string, NetworkStream, CancellationToken, Task> _answer;
    readonly Task _loop;

    /// <param name="answer">Takes a request (head and body) and writes the response.</param>
    public FakeServer(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");
        _loop = AcceptAsync();
    }

    /// <summary>Answers each request with this text.</summary>
    public FakeServer(string response)
        : this((_, stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(response), stop).AsTask())
    {
    }

    public Uri Endpoint { get; }

    public List<string> Requests { get; } = [];

    /// <summary>A response that streams these pieces of text.</summary>
    public static string Stream(IEnumerable<string> pieces, string? finish = "stop", bool done = true)
    {
        var body = string.Concat(pieces.Select(piece => Event($$"""{"content":{{System.Text.Json.JsonSerializer.Serialize(piece)}}}""", null)));
        body += finish is null ? "" : Event("{}", finish);
        body += done ? "data: [DONE]\n\n" : "";
        return $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n{body}";
    }

    public static string Event(string delta, string? finish) =>
        $$"""data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{(finish is null ? "null" : $"\"{finish}\"")}}}]}""" + "\n\n";

    public static string Json(string status, string body) =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                Requests.Add(request);
                await _answer(request, stream, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    async Task<string> ReadAsync(NetworkStream stream)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            bytes.Write(buffer, 0, read);
            // The length that the head tells is in bytes, and a body may have others than ASCII.
            var head = bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf("\r\n\r\n"u8);
            if (read == 0 || (head >= 0 && bytes.Length - head - 4 >= BodyLength(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, head))))
            {
                return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            }
        }
    }

    static int BodyLength(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line["Content-Length:".Length..]))
        .FirstOrDefault();
}
