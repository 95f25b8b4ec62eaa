using CodeAct.Robotics.Models.Gguf;
using CodeAct.Robotics.Models.Tokenization;

namespace CodeAct.Robotics.Models.Tests;

/// <summary>A whole model with random weights in a few hundred kilobytes: it speaks nonsense, in every quantisation.</summary>
static class TinyModel
{
    public const int Width = 64;
    public const int FeedForward = 96;
    public const int Vocabulary = 260;
    const string Template = "{{'<|im_start|>' + role + '\n' + content + '<|im_end|>' + '\n'}}";

    /// <summary>Weights of one type, the norms floats.</summary>
    public static GgufWriter Make(GgufTensorType type = GgufTensorType.Q4_0, int context = 256)
    {
        var writer = new GgufWriter();
        var tokens = new string[Vocabulary];
        var kinds = Enumerable.Repeat(1, Vocabulary).ToArray();
        for (var i = 0; i < 256; i++)
        {
            tokens[i] = ByteAlphabet.Character((byte)i).ToString();
        }
        (tokens[256], tokens[257], tokens[258], tokens[259]) = ("<|im_start|>", "<|im_end|>", "ab", "abc");
        kinds[256] = kinds[257] = 3;
        foreach (var (key, value) in (ReadOnlySpan<(string, object)>)[
            ("general.architecture", "llama"), ("general.name", "Tiny"), ("llama.block_count", 2), ("llama.context_length", context),
            ("llama.embedding_length", Width), ("llama.feed_forward_length", FeedForward), ("llama.attention.head_count", 2),
            ("llama.attention.head_count_kv", 1), ("llama.rope.freq_base", 10000f), ("llama.attention.layer_norm_rms_epsilon", 1e-5f),
            ("tokenizer.ggml.model", "gpt2"), ("tokenizer.ggml.pre", "smollm"), ("tokenizer.ggml.tokens", tokens),
            ("tokenizer.ggml.token_type", kinds), ("tokenizer.ggml.merges", (string[])["a b", "ab c"]),
            ("tokenizer.ggml.eos_token_id", 257), ("tokenizer.chat_template", Template)])
        {
            writer.Metadata.Add(key, value);
        }
        var random = new Random(7);
        void Matrix(string name, int columns, int rows) =>
            writer.Tensors.Add((name, [columns, rows], (int)type, RandomWeights.Rows(random, type, columns * rows)));
        void Norm(string name) =>
            writer.Tensors.Add((name, [Width], 0, RandomWeights.Rows(random, GgufTensorType.F32, Width)));
        Matrix("token_embd.weight", Width, Vocabulary);
        Norm("output_norm.weight");
        for (var block = 0; block < 2; block++)
        {
            var name = $"blk.{block}.";
            Norm(name + "attn_norm.weight");
            Matrix(name + "attn_q.weight", Width, Width);
            Matrix(name + "attn_k.weight", Width, 32);
            Matrix(name + "attn_v.weight", Width, 32);
            Matrix(name + "attn_output.weight", Width, Width);
            Norm(name + "ffn_norm.weight");
            Matrix(name + "ffn_gate.weight", Width, FeedForward);
            Matrix(name + "ffn_up.weight", Width, FeedForward);
            Matrix(name + "ffn_down.weight", FeedForward, Width);
        }
        return writer;
    }

    /// <summary>A file with these bytes, in the test's temporary folder.</summary>
    public static string File(byte[] bytes)
    {
        var path = Path.Combine(Path.GetTempPath(), $"codeact-{Guid.NewGuid():N}.gguf");
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }
}
