using System.CommandLine;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact send "task"</c>: a task for a served robot, followed to its end.</summary>
internal static class SendCommand
{
    public static Command Create(CommonOptions common)
    {
        var broker = new BrokerOptions(common.Settings);
        var task = new Argument<string>("task") { Description = "what the robot should do, in plain words" };
        var robot = new Option<string>("--robot", "-r") { Description = "the robot's name", DefaultValueFactory = _ => common.Settings.Robot, HelpName = "NAME" };
        var timeout = new Option<string>("--timeout") { Description = "how long it may take, such as 90s or 5m", DefaultValueFactory = _ => "5m" };
        var command = new Command("send", "Send a task to a served robot and follow it. Exits as run does: 0 done, 1 failed, 2 usage, 3 refused by safety.") { task, robot, timeout, common.Json };
        foreach (Option option in broker.All) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!Duration.TryParse(parsed.GetValue(timeout)!, out double seconds) || seconds is <= 0 or > 86_400) throw new InvalidFileException("--timeout", 0, $"'{parsed.GetValue(timeout)}' is no duration up to a day.", "Write 90s or 5m.");
            string id = TaskId.New(TimeProvider.System);
            await using IMqttLink link = ThisBuild.OpenLink(broker.Read(parsed, $"codeact-send-{id}"));
            await link.ConnectAsync(cancellation);
            var follower = new TaskFollower(link, new Topics(parsed.GetValue(robot)!), id, parsed.GetValue(common.Json));
            await follower.SubscribeAsync(cancellation);
            var message = new JsonObject { ["task"] = parsed.GetValue(task), ["id"] = id, ["timeout"] = $"{seconds}s", ["expires"] = $"{seconds}s" };
            await link.PublishAsync(MqttMessage.Of(new Topics(parsed.GetValue(robot)!).Task, message.ToJsonString()), cancellation);
            return await follower.FollowAsync(TimeSpan.FromSeconds(seconds), cancellation);
        });
        return command;
    }
}
