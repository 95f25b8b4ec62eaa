using CodeAct.Robotics.Models.Kernels;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>The weights of one transformer block.</summary>
sealed unsafe class LlamaBlock
{
    public required float* AttentionNorm { get; init; }

    public required PackedMatrix Query { get; init; }

    public required PackedMatrix Key { get; init; }

    public required PackedMatrix Value { get; init; }

    public required PackedMatrix AttentionOutput { get; init; }

    public required float* FeedForwardNorm { get; init; }

    public required PackedMatrix Gate { get; init; }

    public required PackedMatrix Up { get; init; }

    public required PackedMatrix Down { get; init; }
}
