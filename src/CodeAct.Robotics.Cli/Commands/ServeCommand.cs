using System.CommandLine;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact serve</c>: one robot as a service that takes tasks over MQTT.</summary>
internal static class ServeCommand
{
    // Tasks that are sent while the robot is down wait in the broker for so long.
    private const uint SessionSeconds = 24 * 3600;

    public static Command Create(CommonOptions common)
    {
        var broker = new BrokerOptions(common.Settings);
        var fleet = new Option<string?>("--fleet") { Description = "take tasks of a fleet, too, in this group", HelpName = "GROUP" };
        var command = new Command("serve", "Run one robot as a service: tasks over MQTT, one after the other, none lost. SIGTERM or Ctrl-C stops it in order.")
        {
            common.Robot, common.Backend, common.AllowWeakSandbox, common.Model, common.Seed, common.NoGrammar, fleet,
        };
        foreach (Option option in broker.All) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            RobotManifest manifest = RobotCatalogue.Get(parsed.GetValue(common.Robot)!);
            string name = manifest.Robot;
            MqttOptions options = broker.Read(parsed, $"codeact-{name}") with { SessionExpirySeconds = SessionSeconds, WaitsForBroker = true, Will = RobotService.Will(name), Log = Say };
            if (parsed.GetValue(common.Backend) == "hardware") await SandboxGate.RequireAsync(parsed.GetValue(common.AllowWeakSandbox), cancellation);
            using IDisposable owner = Owner.Take(name);
            // Before the robot: its devices may be at this broker.
            await using IAsyncDisposable? own = await OwnBroker.StartAsync(parsed.GetValue(broker.Broker)!, options, Say);
            int seed = parsed.GetValue(common.Seed);
            using RobotSession robot = RobotSession.Open(parsed.GetValue(common.Robot)!, parsed.GetValue(common.Backend)!, seed);
            using TaskQueue queue = TaskQueue.Open(Paths.Queue(name), TimeProvider.System);
            await using var sandbox = new ActionSandbox();
            using ModelHandle model = ModelOpener.Open(parsed.GetValue(common.Model)!, common.Settings, seed);
            var agentOptions = new AgentOptions { Grammar = !parsed.GetValue(common.NoGrammar) };
            await using IMqttLink stopLink = ThisBuild.OpenLink(options with { ClientId = $"codeact-{name}-estop", SessionExpirySeconds = 0, Will = null });
            await using IMqttLink link = ThisBuild.OpenLink(options);
            var runner = new ServedTasks(model, sandbox, agentOptions, robot, seed);
            await using var service = new RobotService(manifest, link, queue, runner, robot.Governor, robot.EStop, new ServiceOptions { Fleet = parsed.GetValue(fleet), Log = Say }, TimeProvider.System);
            await stopLink.ConnectAsync(cancellation);
            await new StopTopics(stopLink, robot.EStop, name, Say).StartAsync(cancellation);
            Say($"{name} serves {new Topics(name).Task} at {options} with {model.Description}; {queue.Waiting} waiting.");
            await service.RunAsync(cancellation);
            Say($"{name} has stopped in order.");
            return ExitCodes.Done;
        });
        return command;
    }

    // To standard error, as the journal of a service wants it.
    private static void Say(string line) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {line}");
}
