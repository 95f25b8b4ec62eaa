using CodeAct.Robotics.Models.Kernels;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>
/// Runs a batch of tokens through the model (Touvron et al. 2023: RMSNorm, rotary positions, grouped queries, SwiGLU).
/// Each token's numbers are the same whatever batch it came in, whatever the number of threads and the vector width.
/// </summary>
sealed unsafe class LlamaForward : IDisposable
{
    /// <summary>Tokens in one batch at most.</summary>
    public const int Batch = 256;

    /// <summary>Tokens of one batch that scores can be had for, at most.</summary>
    public const int MostScored = SelfAttention.Few;

    const int TokensATile = 16;
    const int JobsAThread = 4;

    readonly LlamaShape _shape;
    readonly LlamaWeights _weights;
    readonly ThreadTeam _team;
    readonly KeyValueCache _cache;
    readonly SelfAttention _attention;
    readonly RopeTable _rope;
    readonly Activations _normed;
    readonly Activations _attended;
    readonly Activations _gated;
    readonly Activations _last;
    readonly NativeBuffer _memory;
    readonly float* _residual;
    readonly float* _branch;
    readonly float* _projected;
    readonly float* _gate;
    readonly float* _up;
    readonly float* _logits;
    readonly int _projectedStride;
    readonly int _logitsStride;
    readonly Action<int, int> _normJob, _projectJob, _storeJob, _attentionOutputJob, _gateJob, _downJob, _outputJob;

    // What the jobs of the loop now running work on.
    LlamaBlock _block;
    int _blockIndex;
    int _tokens;
    int _position;
    int _unitsAJob;
    float* _normWeight;
    bool _addBranch;

    public LlamaForward(LlamaShape shape, LlamaWeights weights, ThreadTeam team, KeyValueCache cache)
    {
        _shape = shape;
        _weights = weights;
        _team = team;
        _cache = cache;
        _block = weights.Blocks[0];
        _attention = new SelfAttention(shape, team, cache);
        _rope = new RopeTable(shape, Batch);
        _normed = new Activations(shape.Width, Batch);
        _attended = new Activations(shape.QueryWidth, Batch);
        _gated = new Activations(shape.FeedForward, Batch);
        _last = new Activations(shape.Width, MostScored);
        _projectedStride = shape.QueryWidth + 2 * shape.KeyValueWidth;
        _logitsStride = weights.Output.Units * PackedMatrix.Unit;
        long[] sizes =
        [
            (long)shape.Width * Batch, (long)shape.Width * Batch, (long)_projectedStride * Batch,
            (long)shape.FeedForward * Batch, (long)shape.FeedForward * Batch, (long)_logitsStride * MostScored,
        ];
        _memory = new NativeBuffer(sizes.Sum() * sizeof(float));
        _residual = (float*)_memory.Start;
        _branch = _residual + sizes[0];
        _projected = _branch + sizes[1];
        _gate = _projected + sizes[2];
        _up = _gate + sizes[3];
        _logits = _up + sizes[4];
        (_normJob, _projectJob, _storeJob) = (Norm, Project, Store);
        (_attentionOutputJob, _gateJob, _downJob, _outputJob) = (AttentionOutput, Gate, Down, Output);
    }

    /// <summary>The scores of what follows one of the tokens that the last <see cref="Run"/> scored, one a token of the vocabulary.</summary>
    public ReadOnlySpan<float> Logits(int scored) => new(_logits + (long)scored * _logitsStride, _shape.Vocabulary);

    /// <summary>Runs tokens at consecutive positions and keeps their keys and values; the last of them, so many, are scored.</summary>
    public void Run(ReadOnlySpan<int> tokens, int position, int scored)
    {
        _tokens = tokens.Length;
        _position = position;
        _rope.Fill(position, tokens.Length);
        for (var i = 0; i < tokens.Length; i++)
        {
            _weights.Embedding.ReadRow(tokens[i], _residual + (long)i * _shape.Width);
        }
        _addBranch = false;
        for (_blockIndex = 0; _blockIndex < _shape.Blocks; _blockIndex++)
        {
            _block = _weights.Blocks[_blockIndex];
            ForTokens(_block.AttentionNorm);
            ForUnits(_block.Query.Units + _block.Key.Units + _block.Value.Units, _projectJob);
            _team.For(Tiles, _storeJob);
            _attention.Run(_blockIndex, _projected, _projectedStride, _tokens, _position, _attended);
            ForUnits(_block.AttentionOutput.Units, _attentionOutputJob);
            _addBranch = true;
            ForTokens(_block.FeedForwardNorm);
            ForUnits(_block.Gate.Units, _gateJob);
            ForUnits(_block.Down.Units, _downJob);
        }
        if (scored == 0)
        {
            return;
        }
        for (var i = 0; i < scored; i++)
        {
            var at = (long)(_tokens - scored + i) * _shape.Width;
            VectorMath.Add(_branch + at, _residual + at, _shape.Width);
            VectorMath.RootMeanSquareNorm(_residual + at, _weights.OutputNorm, _last.Floats + (long)i * _shape.Width, _shape.Width, _shape.Epsilon);
            _last.Quantise(i, 0, _shape.Width);
        }
        _tokens = scored;
        ForUnits(_weights.Output.Units, _outputJob);
    }

    public void Dispose()
    {
        _memory.Dispose();
        _attention.Dispose();
        _rope.Dispose();
        _normed.Dispose();
        _attended.Dispose();
        _gated.Dispose();
        _last.Dispose();
    }

    int Tiles => (_tokens + TokensATile - 1) / TokensATile;

    void ForTokens(float* normWeight)
    {
        _normWeight = normWeight;
        _team.For(Tiles, _normJob);
    }

    void ForUnits(int units, Action<int, int> job)
    {
        var jobs = Math.Min(units, _team.Threads * JobsAThread);
        _unitsAJob = (units + jobs - 1) / jobs;
        _team.For((units + _unitsAJob - 1) / _unitsAJob, job);
    }

    /// <summary>Adds what the last layer gave to the residual stream, and norms it for the next.</summary>
    void Norm(int tile, int worker)
    {
        for (var token = tile * TokensATile; token < Math.Min(_tokens, (tile + 1) * TokensATile); token++)
        {
            var residual = _residual + (long)token * _shape.Width;
            if (_addBranch)
            {
                VectorMath.Add(_branch + (long)token * _shape.Width, residual, _shape.Width);
            }
            VectorMath.RootMeanSquareNorm(residual, _normWeight, _normed.Floats + (long)token * _shape.Width, _shape.Width, _shape.Epsilon);
            _normed.Quantise(token, 0, _shape.Width);
        }
    }

    void Project(int job, int worker)
    {
        var first = job * _unitsAJob;
        var end = first + _unitsAJob;
        var output = _projected;
        foreach (var matrix in (ReadOnlySpan<PackedMatrix>)[_block.Query, _block.Key, _block.Value])
        {
            var from = Math.Max(first, 0);
            var to = Math.Min(end, matrix.Units);
            if (from < to)
            {
                matrix.Multiply(from, to - from, _normed, _tokens, output, _projectedStride);
            }
            first -= matrix.Units;
            end -= matrix.Units;
            output += matrix.Rows;
        }
    }

    /// <summary>Rotates queries and keys, and keeps keys and values.</summary>
    void Store(int tile, int worker)
    {
        var size = _shape.HeadSize;
        for (var token = tile * TokensATile; token < Math.Min(_tokens, (tile + 1) * TokensATile); token++)
        {
            var row = _projected + (long)token * _projectedStride;
            for (var head = 0; head < _shape.Heads + _shape.KeyValueHeads; head++)
            {
                VectorMath.Rotate(row + head * size, _rope.Cosines(token), _rope.Sines(token), row + head * size, size);
            }
            for (var head = 0; head < _shape.KeyValueHeads; head++)
            {
                var key = row + _shape.QueryWidth + head * size;
                _cache.Store(_blockIndex, head, _position + token, key, key + _shape.KeyValueWidth);
            }
        }
    }

    void AttentionOutput(int job, int worker) => Multiply(_block.AttentionOutput, job, _attended, _branch);

    void Gate(int job, int worker)
    {
        Multiply(_block.Gate, job, _normed, _gate);
        Multiply(_block.Up, job, _normed, _up);
        var first = job * _unitsAJob * PackedMatrix.Unit;
        var length = Math.Min(_unitsAJob * PackedMatrix.Unit, _shape.FeedForward - first);
        for (var token = 0; token < _tokens; token++)
        {
            var at = (long)token * _shape.FeedForward + first;
            VectorMath.SwishGate(_gate + at, _up + at, _gated.Floats + at, length);
            _gated.Quantise(token, first, length);
        }
    }

    void Down(int job, int worker) => Multiply(_block.Down, job, _gated, _branch);

    void Output(int job, int worker) => Multiply(_weights.Output, job, _last, _logits, _logitsStride);

    void Multiply(PackedMatrix matrix, int job, Activations input, float* output) => Multiply(matrix, job, input, output, matrix.Rows);

    void Multiply(PackedMatrix matrix, int job, Activations input, float* output, int outputStride)
    {
        var first = job * _unitsAJob;
        matrix.Multiply(first, Math.Min(_unitsAJob, matrix.Units - first), input, _tokens, output, outputStride);
    }
}
