using System.CommandLine;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Hardware.Linux.Guardian;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Simulators;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact serve</c>: one robot as a service that takes tasks over MQTT.</summary>
internal static class ServeCommand
{
    // Tasks that are sent while the robot is down wait in the broker for so long.
    private const uint SessionSeconds = 24 * 3600;

    public static Command Create(CommonOptions common)
    {
        BrokerOptions broker = common.Broker;
        var fleet = new Option<string?>("--fleet") { Description = "take tasks of a fleet, too, in this group", HelpName = "GROUP" };
        var command = new Command("serve", "Run one robot as a service: tasks over MQTT, one after the other, none lost. SIGTERM or Ctrl-C stops it in order.")
        {
            common.Robot, common.Backend, common.AllowWeakSandbox, common.EStopLine, common.Model, common.Seed, common.NoGrammar, fleet,
        };
        broker.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            // The engine computes on all cores, and the pool adds a thread only once or twice a second: what is told must not wait for that.
            ThreadPool.SetMinThreads(16, 16);
            using var notifier = ServiceNotifier.FromEnvironment();
            RobotManifest manifest = RobotCatalogue.Get(parsed.GetValue(common.Robot)!);
            string name = manifest.Robot;
            MqttOptions options = broker.Read(parsed, $"codeact-{name}") with { SessionExpirySeconds = SessionSeconds, WaitsForBroker = true, Will = RobotService.Will(name), Log = Say };
            int seed = parsed.GetValue(common.Seed);
            bool hardware = parsed.GetValue(common.Backend) == "hardware";
            await using WarmWorker? worker = await common.GateAsync(parsed, manifest, cancellation);
            // On hardware the session takes it, whatever the verb.
            using IDisposable? owner = hardware ? null : Owner.Take(name);
            var approver = new LateApprover();
            // Before the robot: its devices may be at this broker.
            await using IAsyncDisposable? own = await OwnBroker.StartAsync(parsed.GetValue(broker.Broker)!, options, Say);
            using RobotSession robot = RobotSession.Open(manifest, parsed.GetValue(common.Backend)!, new SimulationOptions { Seed = seed }, new HardwareOptions { Approver = approver, EStopLine = parsed.GetValue(common.EStopLine), Patience = common.Settings.Patience, Alive = SignOfLife(notifier), Broker = broker.ForDevices(parsed, waits: true, Say) });
            using TaskQueue queue = TaskQueue.Open(Paths.Queue(name), TimeProvider.System);
            await using ActionSandbox sandbox = robot.Sandbox(worker);
            using ModelHandle model = ModelOpener.Open(parsed.GetValue(common.Model)!, common.Settings, seed);
            var agentOptions = new AgentOptions { Grammar = !parsed.GetValue(common.NoGrammar) };
            await using IMqttLink stopLink = ThisBuild.OpenLink(options with { ClientId = $"codeact-{name}-estop", SessionExpirySeconds = 0, Will = null, Prepare = () => RealTime.RaiseThread() });
            await using IMqttLink link = ThisBuild.OpenLink(options);
            var runner = new ServedTasks(model, sandbox, agentOptions, robot, seed);
            await using var service = new RobotService(manifest, link, queue, runner, robot.Governor, robot.EStop, new ServiceOptions { Fleet = parsed.GetValue(fleet), Log = Say }, TimeProvider.System);
            var approvals = new ApprovalTopics(link, name, Say);
            // Before the connection, as all that must not be missed; it is done with it.
            Task subscribing = approvals.StartAsync(cancellation);
            approver.Approver = approvals;
            // A robot whose broker is away has started: it is safe, and it can be stopped.
            notifier.Ready($"{name} waits for {options}");
            Task pinging = hardware ? Task.CompletedTask : PingAsync(notifier, cancellation);
            try
            {
                await stopLink.ConnectAsync(cancellation);
                await new StopTopics(stopLink, robot.EStop, name, Say).StartAsync(cancellation);
                string serves = $"{name} serves {new Topics(name).Task} at {options} with {model.Description}; {queue.Waiting} waiting.";
                notifier.Status(serves);
                Say(serves);
                await service.RunAsync(cancellation);
                await pinging;
                await Task.WhenAny(subscribing);
            }
            finally
            {
                notifier.Stopping();
            }
            Say($"{name} has stopped in order.");
            return ExitCodes.Done;
        });
        return command;
    }

    // The control loop's own, as often as the manager wants it; a turn of the loop is much shorter.
    private static Action SignOfLife(ServiceNotifier notifier)
    {
        if (notifier.Watchdog is not { } watchdog) return () => { };
        long? last = null;
        return () =>
        {
            if (last is { } then && TimeProvider.System.GetElapsedTime(then) < watchdog / 4) return;
            last = TimeProvider.System.GetTimestamp();
            notifier.Ping();
        };
    }

    // A simulator has no control loop: this one stands still only when the whole process does.
    private static async Task PingAsync(ServiceNotifier notifier, CancellationToken cancellation)
    {
        if (notifier.Watchdog is not { } watchdog) return;
        using var timer = new PeriodicTimer(watchdog / 3);
        try
        {
            do notifier.Ping();
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            // The service ends.
        }
    }

    // To standard error, as the journal of a service wants it.
    private static void Say(string line) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {line}");
}
