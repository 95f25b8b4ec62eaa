namespace CodeAct.Robotics.Models.Sampling;

/// <summary>
/// Guesses how a reply goes on: as the conversation did where the same tokens stood before (prompt lookup decoding, Saxena 2023).
/// Thoughts and code repeat the robot's names and descriptions, so that many guesses hold.
/// </summary>
static class PromptLookup
{
    /// <summary>Tokens that must be the same, at least.</summary>
    const int Least = 3;

    /// <summary>A place where so many are the same is as good as any.</summary>
    const int Enough = 8;

    /// <summary>Tokens guessed at most. With the one that is sure they are four, which the kernels multiply at once.</summary>
    const int Most = 3;

    /// <summary>What may follow the reply, often nothing: what followed the longest and then latest place that ends as it does.</summary>
    public static int[] Guess(IReadOnlyList<int> prompt, IReadOnlyList<int> reply)
    {
        var count = prompt.Count + reply.Count;
        int best = 0, longest = Least - 1;
        for (var end = count - 1; end >= Least && longest < Enough; end--)
        {
            var same = 0;
            while (same < Enough && same < end && At(end - 1 - same) == At(count - 1 - same))
            {
                same++;
            }
            if (same > longest)
            {
                (best, longest) = (end, same);
            }
        }
        return best == 0 ? [] : [.. Enumerable.Range(best, Math.Min(Most, count - best)).Select(At)];

        int At(int index) => index < prompt.Count ? prompt[index] : reply[index - prompt.Count];
    }
}
