using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Models.Embedded;
using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Robots;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>Constrained decoding beside plain decoding: the same prompts in turn, so that all three share what else the machine does.</summary>
internal static class GrammarBenchmark
{
    private const int Rounds = 3;
    private static readonly string[] Tasks =
    [
        "Water the bed until the soil is above 60 percent, then tell me the moisture.",
        "What is the air temperature?",
        "Open the vent if it is warmer than 25 degrees, else close it.",
        "Switch the lamp on for two hours and then off again.",
    ];

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CodeAct.Robotics.sln"))) folder = Path.GetDirectoryName(folder)!;
        RobotManifest manifest = ManifestReader.Read(Path.Combine(folder, "hardware", "robots", "greenhouse.yaml"));
        ActionGrammar grammar = ActionGrammar.For(manifest);
        using EmbeddedModel model = EmbeddedModel.Load(EmbeddedWeights.Find());
        using var plain = new EmbeddedChatClient(model, new ModelOptions { PromptLookup = false });
        using var masked = new EmbeddedChatClient(model, new ModelOptions { JumpForward = false, PromptLookup = false });
        using var jumping = new EmbeddedChatClient(model);
        var held = new ChatOptions { AdditionalProperties = new() { [ReplyGrammar.Key] = new ReplyGrammar(grammar, grammar.Start()) } };
        (double Free, double Masked, double Jumping) seconds = default;
        (int Free, int Masked, int Jumping, int Forced, int Refused) tokens = default;
        for (int round = 0; round <= Rounds; round++)
        {
            foreach (string task in Tasks)
            {
                ChatMessage[] messages = [new(ChatRole.System, DevicePrompt.System(manifest)), new(ChatRole.User, "Task: " + task)];
                GenerationFigures a = GenerationFigures.Of(await plain.GetResponseAsync(messages))!;
                GenerationFigures b = GenerationFigures.Of(await masked.GetResponseAsync(messages, held))!;
                GenerationFigures c = GenerationFigures.Of(await jumping.GetResponseAsync(messages, held))!;
                // The first round warms up.
                if (round == 0) continue;
                seconds = (seconds.Free + a.Decode.TotalSeconds, seconds.Masked + b.Decode.TotalSeconds, seconds.Jumping + c.Decode.TotalSeconds);
                tokens = (tokens.Free + a.ReplyTokens, tokens.Masked + b.ReplyTokens, tokens.Jumping + c.ReplyTokens, tokens.Forced + c.ForcedTokens, tokens.Refused + c.RefusedTokens);
            }
        }

        double free = tokens.Free / seconds.Free, one = tokens.Masked / seconds.Masked, jump = tokens.Jumping / seconds.Jumping;
        yield return new Figure("decode of replies, free", free, "tok/s");
        yield return new Figure("grammar alone, to free", one / free, "x", AtLeast: 0.9);
        yield return new Figure("grammar with jump-forward and prompt lookup, to free", jump / free, "x", AtLeast: 1.2);
        yield return new Figure("share of tokens put in by jump-forward", 100.0 * tokens.Forced / tokens.Jumping, "%");
        yield return new Figure("likeliest token refused", 100.0 * tokens.Refused / tokens.Jumping, "%");
    }
}
