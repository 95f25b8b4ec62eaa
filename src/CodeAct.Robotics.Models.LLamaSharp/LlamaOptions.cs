namespace CodeAct.Robotics.Models.LlamaCpp;

/// <summary>Where and how llama.cpp runs in this process; the rest stands in <see cref="ModelOptions"/>.</summary>
public sealed record LlamaOptions
{
    /// <summary>
    /// A libllama.so, such as one that was built on a Jetson with CUDA; its ggml libraries lie beside it. Null: the one that came with the
    /// program, for the CPU where <see cref="GpuLayers"/> is 0, else for CUDA 12. A process has one library: the first model's.
    /// </summary>
    public string? Library { get; init; }

    /// <summary>Layers that the GPU holds; 0 (the default): the CPU does all, and more than the model has: the GPU. Where they can't all be put there, loading fails.</summary>
    public int GpuLayers { get; init; }
}
