using CodeAct.Robotics.Models.Gguf;
using CodeAct.Robotics.Models.Kernels;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>All weights of a model, packed for one kernel width in one piece of memory. Read-only, so sessions may share it.</summary>
sealed unsafe class LlamaWeights : IDisposable
{
    readonly NativeBuffer _memory;

    LlamaWeights(NativeBuffer memory, PackedMatrix embedding, PackedMatrix output, float* outputNorm, LlamaBlock[] blocks)
    {
        _memory = memory;
        Embedding = embedding;
        Output = output;
        OutputNorm = outputNorm;
        Blocks = blocks;
    }

    public PackedMatrix Embedding { get; }

    /// <summary>The same matrix as <see cref="Embedding"/> where the model ties them.</summary>
    public PackedMatrix Output { get; }

    public float* OutputNorm { get; }

    public IReadOnlyList<LlamaBlock> Blocks { get; }

    /// <summary>Bytes of packed weights.</summary>
    public long Bytes => _memory.Bytes;

    public static LlamaWeights Load(GgufFile file, LlamaShape shape, KernelSet kernels, ThreadTeam team)
    {
        var plan = new WeightPlan(file, kernels);
        var embedding = plan.Matrix("token_embd.weight", shape.Width, shape.Vocabulary);
        var tied = !file.Has("output.weight");
        var output = tied ? embedding : plan.Matrix("output.weight", shape.Width, shape.Vocabulary);
        var outputNorm = plan.Vector("output_norm.weight", shape.Width);
        var blocks = new Func<LlamaBlock>[shape.Blocks];
        for (var i = 0; i < blocks.Length; i++)
        {
            var name = $"blk.{i}.";
            var attentionNorm = plan.Vector(name + "attn_norm.weight", shape.Width);
            var query = plan.Matrix(name + "attn_q.weight", shape.Width, shape.QueryWidth);
            var key = plan.Matrix(name + "attn_k.weight", shape.Width, shape.KeyValueWidth);
            var value = plan.Matrix(name + "attn_v.weight", shape.Width, shape.KeyValueWidth);
            var attentionOutput = plan.Matrix(name + "attn_output.weight", shape.QueryWidth, shape.Width);
            var feedForwardNorm = plan.Vector(name + "ffn_norm.weight", shape.Width);
            var gate = plan.Matrix(name + "ffn_gate.weight", shape.Width, shape.FeedForward);
            var up = plan.Matrix(name + "ffn_up.weight", shape.Width, shape.FeedForward);
            var down = plan.Matrix(name + "ffn_down.weight", shape.FeedForward, shape.Width);
            blocks[i] = () => new LlamaBlock
            {
                AttentionNorm = attentionNorm(),
                Query = query(),
                Key = key(),
                Value = value(),
                AttentionOutput = attentionOutput(),
                FeedForwardNorm = feedForwardNorm(),
                Gate = gate(),
                Up = up(),
                Down = down(),
            };
        }
        var memory = plan.Load(team);
        return new LlamaWeights(memory, embedding(), output(), outputNorm(), [.. blocks.Select(make => make())]);
    }

    public void Dispose() => _memory.Dispose();
}
