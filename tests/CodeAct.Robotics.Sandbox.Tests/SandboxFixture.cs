[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CodeAct.Robotics.Sandbox.Tests;

/// <summary>One sandbox for many tests, so that each finds a warm worker.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    /// <summary>With a run time short enough for tests.</summary>
    public ActionSandbox Sandbox { get; } = new(new SandboxOptions { RunTime = TimeSpan.FromSeconds(2), Statements = long.MaxValue });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();
}
