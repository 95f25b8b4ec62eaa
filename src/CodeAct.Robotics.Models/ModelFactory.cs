using CodeAct.Robotics.Models.Embedded;
using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Models.Replay;
using CodeAct.Robotics.Models.Served;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models;

/// <summary>A model ready for use.</summary>
/// <param name="Client">Talks to it.</param>
/// <param name="Description">What actually runs, for people and episodes: <c>embedded codeact-135m-v4 Q4_0, CPU AVX2, 2 threads</c>.</param>
public sealed record ModelHandle(IChatClient Client, string Description) : IDisposable
{
    /// <summary>Disposes the client and what it owns.</summary>
    public void Dispose() => Client.Dispose();
}

/// <summary>Makes the model that a reference names.</summary>
public static class ModelFactory
{
    /// <summary>Makes a model. Weights are loaded here; a server is first asked at the first call.</summary>
    /// <exception cref="Gguf.GgufException">The weights are missing, damaged, or not of a kind that the engine runs.</exception>
    /// <exception cref="FileNotFoundException">There are no embedded weights, or a replay folder lacks the scenario's file.</exception>
    /// <exception cref="ReplayFileException">The replay file can't be read.</exception>
    /// <exception cref="NotSupportedException">The model is one for llama.cpp, which the edge build has; who has that, opens it.</exception>
    public static ModelHandle Create(ModelReference reference, ModelOptions? options = null)
    {
        options ??= new();
        switch (reference.Kind)
        {
            case ModelKind.Embedded:
                return Load(EmbeddedWeights.Find(), "embedded", options);
            case ModelKind.File:
                return Load(reference.Path!, "file", options);
            case ModelKind.Served:
                var client = ServedChatClient.Connect(reference.Endpoint!, reference.Name!, options);
                return new(client, $"{reference.Name} at {reference.Endpoint}");
            case ModelKind.LlamaCpp:
                throw new NotSupportedException($"'{reference}' is run by llama.cpp.");
            default:
                var path = Recording(reference.Path!, options.ScenarioId);
                return new(new ReplayChatClient(path), $"replay {path}");
        }
    }

    static ModelHandle Load(string path, string word, ModelOptions options)
    {
        var model = EmbeddedModel.Load(path, new() { Threads = options.Threads });
        try
        {
            return new(new EmbeddedChatClient(model, options, ownsModel: true), $"{word} {model.Description}");
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    static string Recording(string path, string? scenarioId)
    {
        if (!Directory.Exists(path))
        {
            return path;
        }
        if (scenarioId is null)
        {
            throw new FileNotFoundException($"'{path}' is a folder, which serves scenarios only. Name a file: replay:FILE.");
        }
        var file = Path.Combine(path, $"{scenarioId}.jsonl");
        return File.Exists(file) ? file : throw new FileNotFoundException($"'{path}' has no recording '{scenarioId}.jsonl'.", file);
    }
}
