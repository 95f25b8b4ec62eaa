using System.Runtime.InteropServices;
using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Models.Sampling;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>
/// A conversation in one wording or two, of which the reply's tokens are the same. While both are read, the scores are those of the
/// mixture of what either makes likely: the chance that a device is named hangs less on where it stands in a list.
/// </summary>
sealed class Readings(EmbeddedSession session, IReadOnlyList<int> prompt, EmbeddedSession? second = null, IReadOnlyList<int>? secondPrompt = null)
{
    /// <summary>What the first reading weighs: its order is the one that the robot's maker chose.</summary>
    const float FirstWeight = 0.6f;

    // Added to every chance: the logarithm of 0 would look like a token that the grammar refuses.
    const float Least = 1e-30f;

    // Where the second has no room for a reply, the first is read alone.
    EmbeddedSession? _second = secondPrompt?.Count < second?.ContextLength ? second : null;
    float[] _mixed = [];

    /// <summary>The first wording's tokens.</summary>
    public IReadOnlyList<int> Prompt => prompt;

    /// <summary>Positions that there are.</summary>
    public int ContextLength => session.ContextLength;

    /// <summary>Whether two are read.</summary>
    public bool AreTwo => _second is not null;

    /// <summary>Tokens that were guessed, and so cost nothing when they came.</summary>
    public long Guessed => session.Guessed;

    /// <summary>The logarithms, up to a constant, of how likely each token of the vocabulary comes next. Valid until the next call that computes.</summary>
    public ReadOnlySpan<float> Scores => AreTwo ? _mixed : session.Logits;

    /// <summary>Reads the conversation and the reply so far.</summary>
    /// <returns>How many tokens of the first wording were computed already.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public int Read(IReadOnlyList<int> reply, CancellationToken cancellation)
    {
        var kept = session.Continue([.. prompt, .. reply], cancellation);
        _second?.Continue([.. secondPrompt!, .. reply], cancellation);
        Mix();
        return kept;
    }

    /// <summary>Reads the reply's tokens from one on, and what may follow them.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Append(List<int> reply, int from, ReadOnlySpan<int> guess, CancellationToken cancellation)
    {
        var tokens = CollectionsMarshal.AsSpan(reply)[from..];
        session.Append(tokens, guess, cancellation);
        if (_second?.Tokens.Count + tokens.Length > _second?.ContextLength)
        {
            LeaveSecond();
        }
        _second?.Append(tokens, guess, cancellation);
        Mix();
    }

    /// <summary>From here on only the first is read.</summary>
    public void LeaveSecond() => _second = null;

    void Mix()
    {
        if (_second is null)
        {
            return;
        }
        _mixed = _mixed.Length == 0 ? new float[session.Logits.Length] : _mixed;
        Array.Clear(_mixed);
        AddChances(session.Logits, FirstWeight);
        AddChances(_second.Logits, 1 - FirstWeight);
        for (var token = 0; token < _mixed.Length; token++)
        {
            _mixed[token] = MathF.Log(_mixed[token] + Least);
        }
    }

    void AddChances(ReadOnlySpan<float> logits, float weight)
    {
        var most = logits[TokenSampler.Likeliest(logits)];
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += MathF.Exp(logit - most);
        }
        var factor = (float)(weight / sum);
        for (var token = 0; token < logits.Length; token++)
        {
            _mixed[token] += factor * MathF.Exp(logits[token] - most);
        }
    }
}
