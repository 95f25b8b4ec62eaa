using Xunit.Abstractions;

[assembly: TestCollectionOrderer("CodeAct.Robotics.EndToEnd.LongestFirst", "CodeAct.Robotics.EndToEnd")]

namespace CodeAct.Robotics.EndToEnd;

/// <summary>Begins with the classes that take minutes, so that none of them runs alone at the end. The order of the others is the runner's.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(DeployTests), nameof(HardwareTests), nameof(RunTests)];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Place);

    // A collection of one class has that class in its name.
    private static int Place(ITestCollection collection)
    {
        int place = Array.FindIndex(Long, name => collection.DisplayName.EndsWith($".{name}", StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
