using LLama.Native;

namespace CodeAct.Robotics.Models.LlamaCpp;

/// <summary>Loads llama.cpp once, before anything else calls it: the one that was asked for, or none.</summary>
static class LlamaLibrary
{
    static readonly Lock Gate = new();
    static string? _loaded;
    static LlamaException? _failure;

    /// <summary>Loads it, unless it is there.</summary>
    /// <exception cref="LlamaException">It can't be loaded, is another than the one already there, or has no GPU where one was asked for.</exception>
    public static void Load(LlamaOptions options)
    {
        lock (Gate)
        {
            var asked = options.Library is { } path ? Path.GetFullPath(path) : options.GpuLayers > 0 ? "CUDA 12" : "CPU";
            if (_failure is not null)
            {
                // The runtime does not try a second time.
                throw _failure;
            }
            if (_loaded is null)
            {
                Start(options, asked);
            }
            else if (_loaded != asked)
            {
                throw new LlamaException($"This process has llama.cpp for {_loaded} already; for {asked} another is needed.");
            }
            if (options.GpuLayers > 0 && !NativeApi.llama_supports_gpu_offload())
            {
                throw new LlamaException($"llama.cpp ({asked}) has no GPU here, and {options.GpuLayers} layers were to be on one. Name a library that was built for it (llama-library), look at nvidia-smi, or set llama-gpu-layers to 0.");
            }
        }
    }

    static void Start(LlamaOptions options, string asked)
    {
        if (options.Library is not null && !File.Exists(asked))
        {
            throw new LlamaException($"There is no llama.cpp library '{asked}'. Write the path of a libllama.so as llama-library.");
        }
        try
        {
            var config = NativeLibraryConfig.LLama.WithLogCallback(LlamaLog.Callback).WithVulkan(false);
            _ = options.Library is not null ? config.WithLibrary(asked).WithAutoFallback(false)
                : options.GpuLayers > 0 ? config.WithCuda().WithAutoFallback(false)
                // Here falling back only means an older instruction set of the same CPU.
                : config.WithCuda(false).WithAutoFallback();
            _ = NativeApi.llama_supports_gpu_offload();
            _loaded = asked;
        }
        catch (Exception e)
        {
            var why = e.GetBaseException().Message.Split('\n')[0].Trim();
            throw _failure = new LlamaException($"llama.cpp ({asked}) can't be loaded: {why} {LlamaLog.Said()}".Trim(), e);
        }
    }
}
