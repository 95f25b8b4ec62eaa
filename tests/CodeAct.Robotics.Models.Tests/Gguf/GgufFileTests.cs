using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Models.Gguf;

namespace CodeAct.Robotics.Models.Tests.Gguf;

public sealed class GgufFileTests
{
    [Theory]
    [InlineData(GgufTensorType.F32)]
    [InlineData(GgufTensorType.F16)]
    [InlineData(GgufTensorType.Q8_0)]
    [InlineData(GgufTensorType.Q4_0)]
    [InlineData(GgufTensorType.Q4_1)]
    public void Load_EveryQuantisation_Runs(GgufTensorType type) => Assert.Null(Problem(TinyModel.Make(type).ToBytes()));

    [Fact]
    public void Load_Version2_Runs()
    {
        var writer = TinyModel.Make();
        writer.Version = 2;
        Assert.Null(Problem(writer.ToBytes()));
    }

    [Theory]
    [InlineData("general.architecture", "mamba", "architecture 'mamba'")]
    [InlineData("general.architecture", 5, "should be a string")]
    [InlineData("llama.block_count", 3, "tensor 'blk.2.attn_norm.weight' is missing")]
    [InlineData("llama.block_count", 1, "has no place")]
    [InlineData("llama.block_count", -1, "this engine takes 1 to")]
    [InlineData("llama.embedding_length", 128, "the metadata asks for 128")]
    [InlineData("llama.attention.head_count", 3, "not a multiple of 32")]
    [InlineData("tokenizer.ggml.model", "llama", "tokenizer 'llama'")]
    [InlineData("tokenizer.ggml.pre", "tekken", "pre-tokenizer 'tekken'")]
    [InlineData("llama.rope.scaling.type", "yarn", "'yarn'")]
    public void Load_WrongMetadata_SaysWhichKey(string key, object value, string expected)
    {
        var writer = TinyModel.Make();
        writer.Metadata[key] = value;
        Assert.Contains(expected, Problem(writer.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingKey_NamesIt()
    {
        var writer = TinyModel.Make();
        writer.Metadata.Remove("llama.feed_forward_length");
        Assert.Contains("'llama.feed_forward_length' is missing", Problem(writer.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_UnknownQuantisation_NamesTensorAndType()
    {
        var writer = TinyModel.Make();
        var (name, shape, _, data) = writer.Tensors[0];
        writer.Tensors[0] = (name, shape, 14, data);
        Assert.Contains("'token_embd.weight' has quantisation type 14", Problem(writer.ToBytes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is not a GGUF file")]
    [InlineData("PK\u0003\u0004 something else", "is not a GGUF file")]
    [InlineData("GGUF", "in the middle of the version")]
    [InlineData("GGUF\u0009\0\0\0", "version 9")]
    [InlineData("GGUF\u0003\0\0\0\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f", "more than the file's")]
    public void Load_ForeignFile_SaysSo(string content, string expected) =>
        Assert.Contains(expected, Problem(System.Text.Encoding.Latin1.GetBytes(content)), StringComparison.Ordinal);

    [Fact]
    public void Load_NoSuchFile_NamesIt()
    {
        var e = Assert.Throws<GgufException>(() => EmbeddedModel.Load("no/such/file.gguf"));
        Assert.StartsWith("no/such/file.gguf: can't be opened", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CutAnywhere_IsAGgufException()
    {
        var bytes = TinyModel.Make().ToBytes();
        for (var length = 0; length < bytes.Length - 1; length += length < 600 ? 7 : 1009)
        {
            Assert.NotNull(Problem(bytes[..length]));
        }
    }

    [Fact]
    public void Load_FlippedBytes_LoadsOrIsAGgufException()
    {
        var bytes = TinyModel.Make().ToBytes();
        var random = new Random(3);
        for (var i = 0; i < 600; i++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var flip = 0; flip < 1 + i % 4; flip++)
            {
                damaged[random.Next(i % 2 == 0 ? 900 : 12_000)] ^= (byte)(1 << random.Next(8));
            }
            _ = Problem(damaged);
        }
    }

    /// <summary>The message of the <see cref="GgufException"/>, or null. Any other exception fails the test.</summary>
    static string? Problem(byte[] bytes)
    {
        var path = TinyModel.File(bytes);
        try
        {
            using var model = EmbeddedModel.Load(path, new() { Threads = 1 });
            using var session = model.CreateSession(Math.Min(64, model.Shape.ContextLength));
            session.Append([Math.Min(5, model.Shape.Vocabulary - 1)]);
            return null;
        }
        catch (GgufException e)
        {
            Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            return e.Message;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
