using System.Net.Sockets;
using System.Text;
using CodeAct.Robotics.Cli;

namespace CodeAct.Robotics.EndToEnd;

public sealed class NotifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeact-").FullName;
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };

    [Fact]
    public void Ready_AtAPath_IsOneDatagramWithTheStatus()
    {
        using var notifier = new ServiceNotifier(Listen(Address));
        notifier.Ready("greenhouse serves");
        Assert.Equal("READY=1\nSTATUS=greenhouse serves", Heard());
    }

    [Fact]
    public void Ping_AtAnAbstractName_Arrives()
    {
        string name = $"@codeact-{Guid.NewGuid():N}";
        Listen($"\0{name[1..]}");
        using var notifier = new ServiceNotifier(name);
        notifier.Ping();
        notifier.Stopping();
        Assert.Equal(["WATCHDOG=1", "STOPPING=1"], [Heard(), Heard()]);
    }

    [Fact]
    public void Status_WithALineBreak_CannotMakeAnotherAssignment()
    {
        using var notifier = new ServiceNotifier(Listen(Address));
        notifier.Status("done\nMAINPID=1");
        Assert.Equal("STATUS=done MAINPID=1", Heard());
    }

    [Fact]
    public void Send_NobodyListens_DoesNotThrow()
    {
        using var notifier = new ServiceNotifier(Address);
        notifier.Ready("x");
        notifier.Ping();
    }

    [Fact]
    public void Ping_TheManagerDoesNotRead_NeitherWaitsNorThrows()
    {
        using var notifier = new ServiceNotifier(Listen(Address));
        // The queue of a Unix datagram socket is short (net.unix.max_dgram_qlen).
        for (int i = 0; i < 10_000; i++) notifier.Ping();
        Assert.Equal("WATCHDOG=1", Heard());
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("15000000", null, 15.0)]
    [InlineData("15000000", "self", 15.0)]
    [InlineData("15000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    public void Watchdog_AsTheManagerSaysIt_IsOursOrNone(string? microseconds, string? process, double? seconds)
    {
        using var notifier = new ServiceNotifier(null, microseconds, process == "self" ? $"{Environment.ProcessId}" : process);
        Assert.Equal(seconds, notifier.Watchdog?.TotalSeconds);
    }

    [Fact]
    public async Task Serve_UnderAServiceManager_SaysReadyWithoutABrokerPingsAndSaysThatItStops()
    {
        using var program = new CodeActProgram();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        program.Variables["NOTIFY_SOCKET"] = Listen(Address);
        program.Variables["WATCHDOG_USEC"] = "300000";
        string replay = program.Write("none.jsonl", """{"reply":"x"}""");
        // Port 9 of this machine, on which nobody listens.
        using System.Diagnostics.Process served = program.Start("serve", "--mqtt", "mqtt://127.0.0.1:9", "--model", $"replay:{replay}");
        _manager.ReceiveTimeout = 60_000;
        Assert.StartsWith("READY=1\nSTATUS=greenhouse waits for", Heard(), StringComparison.Ordinal);
        for (int ping = 0; ping < 3; ping++) Assert.Equal("WATCHDOG=1", Heard());
        using (var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{served.Id}"])) await kill.WaitForExitAsync(limit.Token);
        string heard;
        do heard = Heard();
        while (heard == "WATCHDOG=1");
        Assert.Equal("STOPPING=1", heard);
        await served.WaitForExitAsync(limit.Token);
    }

    private string Address => Path.Combine(_folder, "notify");

    public void Dispose()
    {
        _manager.Dispose();
        Directory.Delete(_folder, true);
    }

    private string Listen(string address)
    {
        _manager.Bind(new UnixDomainSocketEndPoint(address));
        return address;
    }

    private string Heard()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _manager.Receive(buffer));
    }
}
