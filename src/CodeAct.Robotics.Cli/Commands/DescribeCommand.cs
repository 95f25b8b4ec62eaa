using System.CommandLine;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact describe</c>: what a manifest gives to code and to the model.</summary>
internal static class DescribeCommand
{
    public static Command Create(CommonOptions common)
    {
        var grammar = new Option<bool>("--grammar") { Description = "print the grammar of replies (GBNF, for llama.cpp) instead; with --json, beside the rest" };
        var allowed = new Option<bool>("--allowed") { Description = "print what code may use beside the robot (Markdown) instead; with --json, as one object" };
        var mqtt = new Option<bool>("--mqtt") { Description = "print the JSON Schema of the messages over MQTT instead" };
        var command = new Command("describe", "Print a robot's C# API with doc comments, and the prompt that the model gets.") { common.Robot, grammar, allowed, mqtt, common.Json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(mqtt))
            {
                if (parsed.GetValue(common.Json)) JsonLines.Write(JsonNode.Parse(MessageSchema.Text)!.AsObject());
                else Console.Out.Write(MessageSchema.Text);
                return ExitCodes.Done;
            }

            if (parsed.GetValue(allowed))
            {
                if (parsed.GetValue(common.Json)) JsonLines.Write(Allowed());
                else Console.Out.Write(AllowedApi.ToMarkdown());
                return ExitCodes.Done;
            }

            RobotManifest manifest = RobotCatalogue.Get(parsed.GetValue(common.Robot)!);
            var api = new DeviceApi(manifest);
            string prompt = DevicePrompt.System(manifest);
            if (parsed.GetValue(common.Json))
            {
                var json = new JsonObject
                {
                    ["robot"] = manifest.Robot,
                    ["description"] = manifest.Description,
                    ["simulator"] = manifest.Simulator,
                    ["source"] = manifest.Source,
                    ["hash"] = api.Hash,
                    ["devices"] = new JsonArray([.. manifest.Devices.Select(Device)]),
                    ["interlocks"] = new JsonArray([.. manifest.Interlocks.Select(i => (JsonNode)i.Text)]),
                    ["api"] = ApiText.Of(manifest),
                    ["prompt"] = prompt,
                };
                if (parsed.GetValue(grammar)) json["grammar"] = GbnfWriter.Write(ActionGrammar.For(manifest));
                JsonLines.Write(json);
                return ExitCodes.Done;
            }

            if (parsed.GetValue(grammar))
            {
                Console.Out.Write(GbnfWriter.Write(ActionGrammar.For(manifest)));
                return ExitCodes.Done;
            }

            Console.Out.WriteLine($"// The API of {manifest.Robot} ({manifest.Source})\n");
            Console.Out.WriteLine(ApiText.Of(manifest));
            Console.Out.WriteLine("// The prompt\n");
            Console.Out.WriteLine(prompt);
            return ExitCodes.Done;
        });
        return command;
    }

    private static JsonObject Allowed() => new()
    {
        ["groups"] = new JsonArray([.. AllowedApi.Groups.Select(g => (JsonNode)new JsonObject
        {
            ["reason"] = g.Reason,
            ["types"] = new JsonObject(g.Types.Select(t => KeyValuePair.Create(t.Name, (JsonNode?)t.Members))),
        })]),
        ["instead"] = new JsonObject(AllowedApi.Hints.Select(h => KeyValuePair.Create(h.Refused, (JsonNode?)h.Instead))),
        ["language"] = new JsonArray([.. AllowedApi.RefusedLanguage.Select(r => (JsonNode)r)]),
    };

    private static JsonNode Device(DeviceSpec device) => new JsonObject
    {
        ["name"] = device.Name,
        ["kind"] = device.Kind.Name,
        ["description"] = device.Description,
        ["unit"] = device.Unit,
        ["driver"] = device.Driver,
        ["members"] = new JsonArray([.. device.Kind.Members.Select(m => (JsonNode)m.Signature)]),
    };
}
