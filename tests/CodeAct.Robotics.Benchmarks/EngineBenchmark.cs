using System.Diagnostics;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Models.Engine;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>The embedded engine's tokens a second. A goal beside llama.cpp needs llama.cpp, which this program does not bring: models/README.md has that comparison.</summary>
internal static class EngineBenchmark
{
    private const int Prompt = 512;
    private const int Reply = 128;
    private const int Rounds = 3;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        await Task.Yield();
        using EmbeddedModel model = EmbeddedModel.Load(EmbeddedWeights.Find());
        int[] tokens = Enumerable.Range(0, Prompt).Select(i => 100 + i * 37 % 40_000).ToArray();
        double prefill = 0, decode = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using EmbeddedSession session = model.CreateSession(Prompt + Reply);
            long began = Stopwatch.GetTimestamp();
            session.Append(tokens);
            prefill = Math.Max(prefill, Prompt / Stopwatch.GetElapsedTime(began).TotalSeconds);
            began = Stopwatch.GetTimestamp();
            for (int i = 0; i < Reply; i++) session.Append([Greedy(session.Logits)]);
            decode = Math.Max(decode, Reply / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        yield return new Figure("load the embedded weights", model.LoadTime.TotalSeconds, "s");
        yield return new Figure($"embedded engine, prefill of {Prompt}", prefill, "tok/s");
        yield return new Figure($"embedded engine, decode of {Reply}", decode, "tok/s");
    }

    private static int Greedy(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
            if (logits[i] > logits[best]) best = i;
        return best;
    }
}
