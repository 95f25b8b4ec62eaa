using System.Runtime.Intrinsics;

namespace CodeAct.Robotics.Models.Sampling;

/// <summary>Chooses the next token from the model's scores. One sampler serves one reply; not thread safe.</summary>
public sealed class TokenSampler
{
    readonly SamplingSettings _settings;
    ulong _state;

    /// <param name="settings">How to choose.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is below 0 or not a number, top-p is not in 0..1, or top-k is below 0.</exception>
    public TokenSampler(SamplingSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(settings.TopK);
        if (!(settings.Temperature >= 0 && double.IsFinite(settings.Temperature)))
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings.Temperature, "A temperature is 0 or more.");
        }
        if (!(settings.TopP is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings.TopP, "Top-p is above 0 and at most 1.");
        }
        _settings = settings;
        _state = (ulong)settings.Seed;
    }

    /// <summary>The next token.</summary>
    /// <exception cref="InvalidDataException">No score is a number: the weights are damaged.</exception>
    public int Choose(ReadOnlySpan<float> scores)
    {
        var likeliest = Likeliest(scores);
        return _settings.Temperature == 0 ? likeliest : Draw(scores, scores[likeliest]);
    }

    /// <summary>The next token among those that a constraint allows, or -1 where it allows none.</summary>
    /// <exception cref="InvalidDataException">No score is a number: the weights are damaged.</exception>
    internal int Choose(ReadOnlySpan<float> scores, TokenConstraint constraint)
    {
        var likeliest = Likeliest(scores);
        var greedy = _settings.Temperature == 0;
        // Nearly always the likeliest token is allowed, and asking about one costs a thousandth of asking about all.
        if (greedy && constraint.Allows(likeliest))
        {
            return likeliest;
        }
        var masked = constraint.Mask(scores);
        if (!masked.ContainsAnyExcept(float.NegativeInfinity))
        {
            return -1;
        }
        likeliest = Likeliest(masked);
        return greedy ? likeliest : Draw(masked, masked[likeliest]);
    }

    /// <summary>The token with the highest score, the lowest id among equals.</summary>
    /// <exception cref="InvalidDataException">No score is a number: the weights are damaged.</exception>
    internal static int Likeliest(ReadOnlySpan<float> scores)
    {
        var best = Vector256.Create(float.NegativeInfinity);
        var at = 0;
        for (; at + 8 <= scores.Length; at += 8)
        {
            best = Vector256.MaxNumber(best, Vector256.Create(scores.Slice(at, 8)));
        }
        var most = float.NegativeInfinity;
        for (var lane = 0; lane < 8; lane++)
        {
            most = best[lane] > most ? best[lane] : most;
        }
        for (; at < scores.Length; at++)
        {
            most = scores[at] > most ? scores[at] : most;
        }
        var token = float.IsFinite(most) ? scores.IndexOf(most) : -1;
        return token >= 0 ? token : throw new InvalidDataException("The model's scores are not numbers; its weights are damaged.");
    }

    int Draw(ReadOnlySpan<float> scores, float most)
    {
        var candidates = new List<(int Token, double Weight)>();
        var least = Least(scores);
        for (var token = 0; token < scores.Length; token++)
        {
            if (scores[token] >= least)
            {
                candidates.Add((token, Math.Exp((scores[token] - most) / _settings.Temperature)));
            }
        }
        // A stable order, so that equal scores don't make the draw depend on the sorting.
        candidates.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Token.CompareTo(b.Token));
        if (_settings.TopK > 0 && candidates.Count > _settings.TopK)
        {
            candidates.RemoveRange(_settings.TopK, candidates.Count - _settings.TopK);
        }
        var limit = _settings.TopP * candidates.Sum(candidate => candidate.Weight);
        var total = 0.0;
        var count = 0;
        while (count < candidates.Count && (count == 0 || total < limit))
        {
            total += candidates[count++].Weight;
        }
        var left = NextUnit() * total;
        for (var i = 0; i < count - 1; i++)
        {
            left -= candidates[i].Weight;
            if (left < 0)
            {
                return candidates[i].Token;
            }
        }
        return candidates[count - 1].Token;
    }

    /// <summary>The lowest score among the top-k.</summary>
    float Least(ReadOnlySpan<float> scores)
    {
        if (_settings.TopK == 0 || _settings.TopK >= scores.Length)
        {
            return float.NegativeInfinity;
        }
        var top = new PriorityQueue<float, float>(_settings.TopK);
        foreach (var score in scores)
        {
            if (top.Count < _settings.TopK)
            {
                top.Enqueue(score, score);
            }
            else if (score > top.Peek())
            {
                top.EnqueueDequeue(score, score);
            }
        }
        return top.Peek();
    }

    /// <summary>The next number in [0, 1): SplitMix64 (Steele et al. 2014), the same on every platform and version.</summary>
    double NextUnit()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
