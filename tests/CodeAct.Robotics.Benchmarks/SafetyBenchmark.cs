using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>
/// How long until a robot is safe, with the shipped program, real processes and real signals; its outputs are LEDs whose files lie in memory.
/// And what the governor adds to a command.
/// </summary>
internal static class SafetyBenchmark
{
    private const int Rounds = 10;
    private const int Stop = 19, UserSignal = 10;
    private const int Commands = 200_000;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        yield return new Figure("the governor, a command on hardware", Overhead(), "us", AtMost: 20);
        List<double> killed = await RoundsAsync(host => host.Kill());
        yield return new Figure($"host killed, to safe, p50 of {Rounds}", Percentile.P50(killed), "ms");
        yield return new Figure($"host killed, to safe, worst of {Rounds}", killed.Max(), "ms", AtMost: 200);
        List<double> hung = await RoundsAsync(host => Require(Kill(host.Id, Stop)));
        yield return new Figure($"host hung, to safe, p50 of {Rounds}", Percentile.P50(hung), "ms");
        yield return new Figure($"host hung, to safe, worst of {Rounds}", hung.Max(), "ms", AtMost: 200);
        List<double> told = await RoundsAsync((host, robot) => robot.Tell(host, "estop"));
        yield return new Figure($"e-stop of the owner's socket, to safe, worst of {Rounds}", told.Max(), "ms", AtMost: 50);
        List<double> signalled = await RoundsAsync(host => Require(Kill(host.Id, UserSignal)));
        yield return new Figure($"e-stop by signal, to safe, worst of {Rounds}", signalled.Max(), "ms", AtMost: 50);
    }

    private static Task<List<double>> RoundsAsync(Action<Process> act) => RoundsAsync((host, _) => act(host));

    private static async Task<List<double>> RoundsAsync(Action<Process, LampRobot> act)
    {
        var times = new List<double>();
        for (int i = 0; i < Rounds; i++)
        {
            using var robot = new LampRobot();
            using Process host = robot.Start();
            while (!robot.IsOn)
            {
                if (host.HasExited) throw new InvalidOperationException($"The robot did not start: {await host.StandardError.ReadToEndAsync()}");
                await Task.Delay(10);
            }

            // Not in the middle of what follows the command.
            await Task.Delay(200);
            long began = Stopwatch.GetTimestamp();
            act(host, robot);
            while (robot.IsOn)
                if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(10)) throw new InvalidOperationException("The robot did not become safe.");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (!host.HasExited) host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync();
        }

        return times;
    }

    // Microseconds that a command takes more than the driver itself.
    private static double Overhead()
    {
        RobotManifest manifest = ManifestReader.Parse("""
            robot: bench
            devices:
              - { name: Lamp, kind: relay, safe: off, hold: true, limits: { max-on: 60s } }
              - { name: Fan, kind: dimmer, safe: 0, hold: true }
            interlocks:
              - "Lamp.On requires Fan.Level < 0.5"
            """);
        using var backend = new NoBackend();
        var governor = new Governor(manifest, backend, new EStop(), GovernorOptions.Hardware with { LongestTrace = 0 });
        using var loop = new ControlLoop(governor, new EStop(), TimeProvider.System, () => { });
        loop.Start();
        governor.BeginAction(CancellationToken.None);
        double governed = 0;
        // The first round is the just-in-time compiler's.
        for (int round = 0; round < 2; round++)
        {
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < Commands; i++) governor.Invoke(new HostCall(0, i & 1));
            governed = Stopwatch.GetElapsedTime(began).TotalMicroseconds / Commands;
        }

        return governed;
    }

    private static void Require(int result)
    {
        if (result != 0) throw new InvalidOperationException("The signal was not sent.");
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    /// <summary>A robot of one lamp, which is a file in memory, run by the shipped program.</summary>
    private sealed class LampRobot : IDisposable
    {
        private readonly string _folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"codeact-bench-{Guid.NewGuid():N}")).FullName;
        private readonly string _led;

        public LampRobot()
        {
            _led = Path.Combine(_folder, "class", "leds", "lamp");
            Directory.CreateDirectory(_led);
            File.WriteAllText(Path.Combine(_led, "max_brightness"), "1");
            File.WriteAllText(Path.Combine(_led, "brightness"), "0");
            File.WriteAllText(Path.Combine(_folder, "lamp.yaml"), "robot: lamp\ndevices:\n  - { name: Lamp, kind: relay, driver: linux.led, with: { led: lamp }, safe: off, hold: true }\n");
            File.WriteAllText(Path.Combine(_folder, "on.csx"), "Lamp.On(); Wait(600);");
        }

        public bool IsOn => File.ReadAllText(Path.Combine(_led, "brightness")) == "1";

        public Process Start()
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "codeact.dll"), "exec", "on.csx", "--json", "--robot", "lamp.yaml", "--backend", "hardware", "--allow-weak-sandbox"])
            {
                WorkingDirectory = _folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (string variable in (string[])["XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"]) start.Environment[variable] = _folder;
            start.Environment["CODEACT_SYSFS_ROOT"] = _folder;
            return Process.Start(start)!;
        }

        /// <summary>As <c>codeact estop</c> does it, without the start of that program.</summary>
        public void Tell(Process host, string word)
        {
            using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            client.Connect(new UnixDomainSocketEndPoint(Path.Combine(_folder, "codeact", $"lamp.{host.Id}.sock")));
            client.Send(System.Text.Encoding.UTF8.GetBytes($"{word}\n"));
        }

        public void Dispose() => Directory.Delete(_folder, true);
    }

    private sealed class NoBackend : IRobotBackend
    {
        public string Name => "hardware";

        public IRobotClock Clock { get; } = new MonotonicClock(TimeProvider.System);

        public IReadOnlyList<IDeviceDriver> Drivers { get; } = [new NoDriver(), new NoDriver()];

        public void Dispose()
        {
        }
    }

    private sealed class NoDriver : IDeviceDriver
    {
        public bool IsBusy => false;

        public void Start(DeviceCommand command)
        {
        }

        public DeviceState Read() => default;

        public void MakeSafe(SafeValue safe)
        {
        }
    }
}
