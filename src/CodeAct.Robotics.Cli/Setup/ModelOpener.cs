using CodeAct.Robotics.Files;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Models.Gguf;
using CodeAct.Robotics.Models.Replay;

namespace CodeAct.Robotics.Cli;

/// <summary>Opens what --model names; whatever is wrong with it is an error of the input, told in one line.</summary>
internal static class ModelOpener
{
    /// <param name="reference">As --model says it.</param>
    /// <param name="settings">Threads.</param>
    /// <param name="seed">Seeds sampling.</param>
    /// <param name="scenarioId">The replay of a folder of replays.</param>
    /// <exception cref="InvalidFileException">Not a model, or one that can't be used.</exception>
    public static ModelHandle Open(string reference, Settings settings, int seed, string? scenarioId = null)
    {
        try
        {
            var options = new ModelOptions { Seed = seed, ScenarioId = scenarioId, PrefixFolder = Paths.Prefixes };
            if (settings.Threads > 0) options = options with { Threads = settings.Threads };
            ModelReference model = ModelReference.Parse(reference);
            return model.Kind == ModelKind.LlamaCpp ? ThisBuild.OpenLlama(model.Path!, options, settings) : ModelFactory.Create(model, options);
        }
        catch (Exception e) when (e is FormatException or GgufException or ReplayFileException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidFileException("--model", 0, e.Message);
        }
    }
}
