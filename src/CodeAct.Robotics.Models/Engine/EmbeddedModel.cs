using System.Diagnostics;
using CodeAct.Robotics.Models.Gguf;
using CodeAct.Robotics.Models.Kernels;
using CodeAct.Robotics.Models.Tokenization;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>
/// A model of the llama architecture in memory: weights, tokenizer, threads. Computation happens in sessions; one session may
/// compute at a time, since they share the threads.
/// </summary>
public sealed class EmbeddedModel : IDisposable
{
    readonly LlamaWeights _weights;
    readonly ThreadTeam _team;

    EmbeddedModel(GgufFile file, LlamaShape shape, LlamaWeights weights, BytePairTokenizer tokenizer, ThreadTeam team, KernelSet kernels)
    {
        _weights = weights;
        _team = team;
        Path = file.Path;
        Shape = shape;
        Tokenizer = tokenizer;
        Metadata = file.Metadata;
        Name = file.Metadata.Text("general.name", System.IO.Path.GetFileNameWithoutExtension(file.Path));
        Kernels = kernels.Name;
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The model's name for people: <c>general.name</c> in the file, or else the file's name.</summary>
    public string Name { get; }

    /// <summary>Sizes and constants.</summary>
    public LlamaShape Shape { get; }

    /// <summary>The file's key-value pairs.</summary>
    public GgufMetadata Metadata { get; }

    /// <summary>The model's tokenizer.</summary>
    public BytePairTokenizer Tokenizer { get; }

    /// <summary>How the blocks' weights are stored, such as <c>Q4_0</c>.</summary>
    public string Quantisation => _weights.Blocks[0].Gate.Format == WeightFormat.Float32 ? "F32" : _weights.Blocks[0].Gate.Format.ToString();

    /// <summary>The instructions that the weight kernels use, such as <c>AVX2</c>.</summary>
    public string Kernels { get; }

    /// <summary>Threads that compute.</summary>
    public int Threads => _team.Threads;

    /// <summary>Bytes of the packed weights in memory.</summary>
    public long WeightBytes => _weights.Bytes;

    /// <summary>How long loading took.</summary>
    public TimeSpan LoadTime { get; private init; }

    /// <summary>What runs where, for people: <c>codeact-135m-v4 Q4_0, CPU AVX2, 2 threads</c>.</summary>
    public string Description =>
        $"{System.IO.Path.GetFileNameWithoutExtension(Path).Replace($".{Quantisation}", "", StringComparison.OrdinalIgnoreCase)} {Quantisation}, CPU {Kernels}, {Threads} {(Threads == 1 ? "thread" : "threads")}";

    /// <summary>Reads a file and packs its weights for this machine.</summary>
    /// <exception cref="GgufException">The file is missing, damaged, or not a model that this engine runs.</exception>
    public static EmbeddedModel Load(string path, EmbeddedModelOptions? options = null)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Threads, 256);
        var begin = Stopwatch.GetTimestamp();
        var kernels = KernelSet.Create(options.Width);
        using var file = GgufFile.Open(path);
        var shape = LlamaShape.From(file);
        var team = new ThreadTeam(options.Threads);
        try
        {
            var tokenizer = Task.Run(() => TokenizerLoader.Load(file));
            LlamaWeights weights;
            try
            {
                weights = LlamaWeights.Load(file, shape, kernels, team);
            }
            finally
            {
                // The other half reads the file too: it must not be closed under it.
                Task.WaitAny(tokenizer);
            }
            try
            {
                return new EmbeddedModel(file, shape, weights, tokenizer.GetAwaiter().GetResult(), team, kernels)
                {
                    LoadTime = Stopwatch.GetElapsedTime(begin),
                };
            }
            catch
            {
                weights.Dispose();
                throw;
            }
        }
        catch
        {
            team.Dispose();
            throw;
        }
    }

    /// <summary>A new, empty session.</summary>
    /// <param name="contextLength">Positions that it can hold; at most the model's own. Memory is taken as they fill.</param>
    public EmbeddedSession CreateSession(int contextLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(contextLength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(contextLength, Shape.ContextLength);
        return new EmbeddedSession(Shape, _weights, _team, contextLength);
    }

    /// <summary>Frees the weights and ends the threads. Sessions must be disposed first.</summary>
    public void Dispose()
    {
        _team.Dispose();
        _weights.Dispose();
    }
}
