using CodeAct.Robotics.Models.Embedded;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Tests.Embedded;

public sealed class TrainingEncoderTests(RealModel real) : IClassFixture<RealModel>
{
    [Fact]
    public void Branch_AfterPrefix_IsWhatTheModelSeesAndSays()
    {
        const string Reply = "Read Soil.\n```csharp\nDone(Soil.Read());\n```";
        var encoder = new TrainingEncoder(real.Model);
        IReadOnlyList<int> prefix = encoder.Prefix(RealModel.System);
        TrainingTokens branch = encoder.Branch([(false, "Task: How wet is it?", false), (true, "Oops", false), (false, "Error format: reply with one csharp block.\nSteps left: 7", false), (true, Reply, true)]);

        IReadOnlyList<int> prompt = new ChatMlTemplate(real.Model).Encode(
        [
            new(ChatRole.System, RealModel.System), new(ChatRole.User, "Task: How wet is it?"), new(ChatRole.Assistant, "Oops"),
            new(ChatRole.User, "Error format: reply with one csharp block.\nSteps left: 7"),
        ]);
        int[] all = [.. prefix, .. branch.Ids];
        Assert.Equal(prompt, all.Take(prompt.Count));
        (int from, int to) = Assert.Single(branch.Targets);
        Assert.Equal(prompt.Count, prefix.Count + from);
        Assert.Equal(Reply, real.Model.Tokenizer.Decode(branch.Ids.Skip(from).Take(to - 1 - from)));
        Assert.True(real.Model.Tokenizer.IsSpecial(branch.Ids[to - 1]));
    }
}
