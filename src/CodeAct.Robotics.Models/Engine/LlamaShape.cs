using CodeAct.Robotics.Models.Gguf;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>The sizes and constants of a model of the llama architecture, from a file's metadata.</summary>
/// <param name="Blocks">Transformer blocks.</param>
/// <param name="Width">Floats that stand for a token between blocks.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KeyValueHeads">Key-value heads, each shared by as many query heads as divide.</param>
/// <param name="HeadSize">Dimensions of a head.</param>
/// <param name="FeedForward">Width of the feed-forward layer.</param>
/// <param name="Vocabulary">Tokens.</param>
/// <param name="ContextLength">Positions that the model was trained for.</param>
/// <param name="RopeBase">Base of the rotary embedding's wavelengths.</param>
/// <param name="Epsilon">What RMSNorm adds under the root.</param>
public sealed record LlamaShape(
    int Blocks,
    int Width,
    int Heads,
    int KeyValueHeads,
    int HeadSize,
    int FeedForward,
    int Vocabulary,
    int ContextLength,
    float RopeBase,
    float Epsilon)
{
    internal int QueryWidth => Heads * HeadSize;

    internal int KeyValueWidth => KeyValueHeads * HeadSize;

    internal static LlamaShape From(GgufFile file)
    {
        var metadata = file.Metadata;
        var architecture = metadata.Text("general.architecture");
        if (architecture != "llama")
        {
            throw new GgufException(file.Path, $"has the architecture '{architecture}'; the embedded engine runs 'llama' only. A llama.cpp server can run it (--model openai:URL#NAME).");
        }
        Refuse(file, "llama.rope.scaling.type", "none");
        if (metadata.Integer("llama.expert_count", 0, int.MaxValue, 0) > 0)
        {
            throw new GgufException(file.Path, "is a mixture of experts, which the embedded engine doesn't run.");
        }
        var width = metadata.Integer("llama.embedding_length", 32, 1 << 16);
        var heads = metadata.Integer("llama.attention.head_count", 1, 1024);
        var keyValueHeads = metadata.Integer("llama.attention.head_count_kv", 1, 1024, heads);
        var headSize = metadata.Integer("llama.attention.key_length", 1, 4096, width / heads);
        var shape = new LlamaShape(
            metadata.Integer("llama.block_count", 1, 1024),
            width,
            heads,
            keyValueHeads,
            headSize,
            metadata.Integer("llama.feed_forward_length", 32, 1 << 18),
            metadata.Texts("tokenizer.ggml.tokens").Count,
            metadata.Integer("llama.context_length", 1, 1 << 24),
            metadata.Number("llama.rope.freq_base", 10_000),
            metadata.Number("llama.attention.layer_norm_rms_epsilon", 1e-5f));
        Check(file, metadata.Integer("llama.attention.value_length", 1, 4096, headSize) == headSize, "keys and values differ in length");
        Check(file, metadata.Integer("llama.rope.dimension_count", 1, 4096, headSize) == headSize, "only a part of each head is rotated");
        Check(file, heads % keyValueHeads == 0, $"{heads} heads don't share {keyValueHeads} key-value heads evenly");
        Check(file, headSize % 32 == 0, $"heads of {headSize} dimensions are not a multiple of 32");
        Check(file, width % 32 == 0 && shape.FeedForward % 32 == 0, $"widths {width} and {shape.FeedForward} are not multiples of 32");
        Check(file, float.IsFinite(shape.RopeBase) && shape.RopeBase > 1, $"a RoPE base of {shape.RopeBase} makes no sense");
        Check(file, shape.Epsilon is > 0 and < 1, $"an epsilon of {shape.Epsilon} makes no sense");
        return shape;
    }

    static void Refuse(GgufFile file, string key, string only)
    {
        var value = file.Metadata.Text(key, only);
        Check(file, value == only, $"'{key}' is '{value}'");
    }

    static void Check(GgufFile file, bool holds, string problem)
    {
        if (!holds)
        {
            throw new GgufException(file.Path, $"{problem}, which the embedded engine doesn't run.");
        }
    }
}
