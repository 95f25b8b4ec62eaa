using CodeAct.Robotics.Models.Engine;

namespace CodeAct.Robotics.Models.Tests;

/// <summary>The embedded weights, loaded once for all tests that need them.</summary>
public sealed class RealModel : IDisposable
{
    public EmbeddedModel Model { get; } = EmbeddedModel.Load(EmbeddedWeights.Find());

    public static string System { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "system.txt"));

    public void Dispose() => Model.Dispose();
}
