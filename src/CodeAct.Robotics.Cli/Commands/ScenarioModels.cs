using CodeAct.Robotics.Evaluation;
using CodeAct.Robotics.Models;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Cli;

/// <summary>The model of an evaluation: one for all scenarios, but a replay of its own for each.</summary>
internal sealed class ScenarioModels : IDisposable
{
    private readonly string _reference;
    private readonly Settings _settings;
    private readonly int _seed;
    private readonly ModelHandle? _shared;
    private ModelHandle? _replay;

    public ScenarioModels(string reference, Settings settings, int seed)
    {
        (_reference, _settings, _seed) = (reference, settings, seed);
        if (!IsReplay) _shared = ModelOpener.Open(reference, settings, seed);
    }

    public string Description => _shared?.Description ?? _reference;

    private bool IsReplay => _reference.StartsWith("replay:", StringComparison.Ordinal);

    public (IChatClient Client, string Name) For(Scenario scenario)
    {
        if (_shared is not null) return (_shared.Client, _shared.Description);
        _replay?.Dispose();
        _replay = ModelOpener.Open(_reference, _settings, _seed, scenario.Id);
        return (_replay.Client, _replay.Description);
    }

    public void Dispose()
    {
        _shared?.Dispose();
        _replay?.Dispose();
    }
}
