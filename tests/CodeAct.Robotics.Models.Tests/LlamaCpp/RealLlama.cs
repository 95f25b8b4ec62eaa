using CodeAct.Robotics.Models.LlamaCpp;

namespace CodeAct.Robotics.Models.Tests.LlamaCpp;

/// <summary>The embedded weights, run by llama.cpp.</summary>
public sealed class RealLlama : IDisposable
{
    public LlamaChatClient Client { get; } = Fresh();

    public static LlamaChatClient Fresh(int? context = null) => LlamaChatClient.Load(EmbeddedWeights.Find(), new() { MaxTokens = 64, ContextLength = context });

    public void Dispose() => Client.Dispose();
}
