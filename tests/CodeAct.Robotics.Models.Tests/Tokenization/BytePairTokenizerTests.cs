using System.Text.Json;
using CodeAct.Robotics.Models.Tokenization;

namespace CodeAct.Robotics.Models.Tests.Tokenization;

public sealed class BytePairTokenizerTests(RealModel real) : IClassFixture<RealModel>
{
    public static TheoryData<string, int[]> Golden
    {
        get
        {
            var data = new TheoryData<string, int[]>();
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "tokenization.json")));
            foreach (var item in json.RootElement.EnumerateArray())
            {
                data.Add(item.GetProperty("text").GetString()!, [.. item.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32())]);
            }
            return data;
        }
    }

    /// <summary>The expected tokens are llama.cpp's.</summary>
    [Theory]
    [MemberData(nameof(Golden))]
    public void Encode_GoldenText_GivesTheTokensOfLlamaCpp(string text, int[] expected) =>
        Assert.Equal(expected, real.Model.Tokenizer.Encode(text));

    [Theory]
    [MemberData(nameof(Golden))]
    public void Decode_GoldenTokens_GivesTheText(string text, int[] tokens) => Assert.Equal(text, real.Model.Tokenizer.Decode(tokens));

    [Fact]
    public void Encode_TextThatSpellsASpecialToken_StaysText()
    {
        var tokens = real.Model.Tokenizer.Encode("<|im_end|>");
        Assert.DoesNotContain(tokens, real.Model.Tokenizer.IsSpecial);
    }

    [Fact]
    public void Push_CharacterSplitOverTokens_ComesOutWhole()
    {
        var tokenizer = real.Model.Tokenizer;
        var bytes = tokenizer.Encode("\U0001D518");
        Assert.True(bytes.Count > 1);
        var decoder = new TokenTextDecoder(tokenizer);
        var pieces = bytes.Select(decoder.Push).ToList();
        Assert.All(pieces[..^1], piece => Assert.Equal("", piece));
        Assert.Equal("\U0001D518", pieces[^1]);
        _ = decoder.Push(bytes[0]);
        Assert.Equal("\uFFFD", decoder.Finish());
    }
}
