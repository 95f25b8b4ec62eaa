using CodeAct.Robotics.Models.Kernels;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>
/// The attention of one layer, shared out among threads. Many tokens are shared out by key-value head and token. For a few, which is
/// decoding, that would leave threads idle and read keys and values once a thread: they are scored by stretches of positions, then
/// normed by head, then mixed by dimensions. The numbers are the same either way.
/// </summary>
sealed unsafe class SelfAttention : IDisposable
{
    /// <summary>Tokens that are a few.</summary>
    public const int Few = 8;

    const int TokensATile = 16;

    // 32 kB of keys at 64 dimensions: they stay in the first cache while all queries meet them.
    const int PositionsAStretch = 128;

    readonly LlamaShape _shape;
    readonly ThreadTeam _team;
    readonly KeyValueCache _cache;
    readonly NativeBuffer _memory;
    readonly float* _scores;
    readonly float* _factors;
    readonly int _heads;
    readonly int _stride;
    readonly Action<int, int> _tileJob, _scoreJob, _normJob, _mixJob;

    // What the jobs of the loop now running work on.
    Activations _target = null!;
    float* _queries;
    int _queryStride;
    int _block;
    int _position;
    int _tokens;

    public SelfAttention(LlamaShape shape, ThreadTeam team, KeyValueCache cache)
    {
        (_shape, _team, _cache) = (shape, team, cache);
        _heads = shape.Heads / shape.KeyValueHeads;
        _stride = cache.PaddedPositions;
        var rows = Math.Max(team.Threads * _heads, Few * shape.Heads);
        _memory = new NativeBuffer(rows * (_stride + 1L) * sizeof(float));
        _scores = (float*)_memory.Start;
        _factors = _scores + (long)rows * _stride;
        (_tileJob, _scoreJob, _normJob, _mixJob) = (Tile, Score, Norm, Mix);
    }

    /// <summary>Attends to all positions up to each token's own, whose keys and values are kept already, and rounds the result.</summary>
    /// <param name="block">Which layer.</param>
    /// <param name="queries">One row a token, heads one behind the other.</param>
    /// <param name="queryStride">Floats from one row to the next.</param>
    /// <param name="tokens">Rows.</param>
    /// <param name="position">The first token's.</param>
    /// <param name="target">Takes the result.</param>
    public void Run(int block, float* queries, int queryStride, int tokens, int position, Activations target)
    {
        (_block, _queryStride, _tokens, _position, _target) = (block, queryStride, tokens, position, target);
        _queries = queries;
        if (tokens > Few)
        {
            _team.For(_shape.KeyValueHeads * ((tokens + TokensATile - 1) / TokensATile), _tileJob);
            return;
        }
        _team.For(_shape.KeyValueHeads * ((position + tokens + PositionsAStretch - 1) / PositionsAStretch), _scoreJob);
        _team.For(tokens * _shape.Heads, _normJob);
        _team.For(_shape.KeyValueHeads * (_shape.HeadSize / Attention.MixStep), _mixJob);
    }

    public void Dispose() => _memory.Dispose();

    float Scale => 1 / MathF.Sqrt(_shape.HeadSize);

    void Tile(int job, int worker)
    {
        var (tile, shared) = Math.DivRem(job, _shape.KeyValueHeads);
        var scores = _scores + (long)worker * _heads * _stride;
        var factors = _factors + worker * _heads;
        var size = _shape.HeadSize;
        for (var token = tile * TokensATile; token < Math.Min(_tokens, (tile + 1) * TokensATile); token++)
        {
            var positions = _position + token + 1;
            AttentionScores.Compute(Queries(token, shared), _heads, size, _cache.Keys(_block, shared), 0, positions, scores, _stride);
            for (var head = 0; head < _heads; head++)
            {
                factors[head] = Attention.Softmax(scores + (long)head * _stride, positions, Scale);
            }
            for (var dimension = 0; dimension < size; dimension += Attention.MixStep)
            {
                Mix(token, shared, dimension, scores, factors);
            }
        }
    }

    void Score(int job, int worker)
    {
        var (stretch, shared) = Math.DivRem(job, _shape.KeyValueHeads);
        var from = stretch * PositionsAStretch;
        for (var token = 0; token < _tokens; token++)
        {
            var to = Math.Min(from + PositionsAStretch, _position + token + 1);
            AttentionScores.Compute(Queries(token, shared), _heads, _shape.HeadSize, _cache.Keys(_block, shared), from, to, Scores(token, shared * _heads), _stride);
        }
    }

    void Norm(int job, int worker)
    {
        var (token, head) = Math.DivRem(job, _shape.Heads);
        _factors[job] = Attention.Softmax(Scores(token, head), _position + token + 1, Scale);
    }

    void Mix(int job, int worker)
    {
        var (part, shared) = Math.DivRem(job, _shape.KeyValueHeads);
        for (var token = 0; token < _tokens; token++)
        {
            Mix(token, shared, part * Attention.MixStep, Scores(token, shared * _heads), _factors + token * _shape.Heads + shared * _heads);
        }
    }

    void Mix(int token, int shared, int dimension, float* weights, float* factors)
    {
        var size = _shape.HeadSize;
        var first = shared * _heads * size + dimension;
        AttentionMix.Compute(weights, _stride, factors, _heads, size, _cache.Values(_block, shared, dimension), _position + token + 1, _target.Floats + (long)token * _target.Columns + first);
        for (var head = 0; head < _heads; head++)
        {
            _target.Quantise(token, first + head * size, Attention.MixStep);
        }
    }

    float* Queries(int token, int shared) => _queries + (long)token * _queryStride + shared * _heads * _shape.HeadSize;

    float* Scores(int token, int head) => _scores + ((long)token * _shape.Heads + head) * _stride;
}
