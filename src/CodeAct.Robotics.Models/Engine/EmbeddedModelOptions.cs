using CodeAct.Robotics.Models.Kernels;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>How to load a model.</summary>
public sealed record EmbeddedModelOptions
{
    /// <summary>Threads that compute, 1 to 256. Default: one a core. The results don't depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The vector width of the weight kernels. Default: the widest here. The results don't depend on it.</summary>
    public KernelWidth Width { get; init; }
}
