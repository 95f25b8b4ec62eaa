using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Contracts;

/// <summary>A real mosquitto on a free port of loopback, with a password and a folder of its own. It can be killed and started again.</summary>
public sealed class MosquittoBroker : ITestBroker
{
    public const string User = "robot", Password = "s3cret";

    private static readonly string[] Programs = ["/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto"];
    private readonly string _folder = Directory.CreateTempSubdirectory("codeact-mqtt-").FullName;
    private Process? _process;

    /// <param name="more">Lines of configuration, given the broker's folder to write files into.</param>
    public MosquittoBroker(Func<MosquittoBroker, string>? more = null)
    {
        Port = FreePort();
        Write("password", "");
        Run("/usr/bin/mosquitto_passwd", "-b", Path.Combine(_folder, "password"), User, Password);
        Write("mosquitto.conf", $"""
            listener {Port} 127.0.0.1
            allow_anonymous false
            password_file {_folder}/password
            max_queued_messages 100000
            set_tcp_nodelay true
            persistence true
            persistence_location {_folder}/
            autosave_on_changes true
            autosave_interval 1
            user {Environment.UserName}
            {more?.Invoke(this)}
            """);
        Start();
    }

    public int Port { get; }

    /// <summary>All that it said since it was made; with <c>log_type all</c> each packet.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>Makes another user.</summary>
    public void AddUser(string name, string password) => Run("/usr/bin/mosquitto_passwd", "-b", Path.Combine(_folder, "password"), name, password);

    /// <summary>A file in the broker's folder.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Start()
    {
        string program = Array.Find(Programs, File.Exists) ?? throw new InvalidOperationException("These tests need mosquitto: sudo apt-get install mosquitto (./deploy.sh test does it).");
        var running = new ManualResetEventSlim();
        _process = new Process { StartInfo = new ProcessStartInfo(program, ["-c", Path.Combine(_folder, "mosquitto.conf")]) { RedirectStandardError = true, UseShellExecute = false } };
        void Read(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is { } said) Said.Enqueue(said);
            // The last line of its start; without one it has ended.
            if (line.Data?.EndsWith(" running", StringComparison.Ordinal) != false) running.Set();
        }
        _process.ErrorDataReceived += Read;
        _process.Start();
        _process.BeginErrorReadLine();
        bool spoke = running.Wait(TimeSpan.FromSeconds(10));
        if (!spoke || _process.HasExited) throw new InvalidOperationException("mosquitto does not start.");
    }

    /// <summary>How a client reaches it; it comes back soon when the broker was away.</summary>
    public MqttOptions Options(string id) => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        User = User,
        Password = Password,
        ClientId = id,
        ShortestPause = TimeSpan.FromMilliseconds(20),
        LongestPause = TimeSpan.FromMilliseconds(200),
    };

    /// <summary>SIGKILL: it says good-bye to nobody.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process!.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
    }
}
