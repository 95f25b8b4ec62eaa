[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CodeAct.Robotics.Sandbox.Tests;

/// <summary>One sandbox for many tests, so that each finds a warm worker.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    /// <summary>With a run time short enough for tests.</summary>
    public ActionSandbox Sandbox { get; } = new(new SandboxOptions { RunTime = TimeSpan.FromSeconds(2), Statements = long.MaxValue });

    /// <summary>A session that outlives what a test does to it.</summary>
    internal ActionSession Session { get; private set; } = null!;

    public async Task InitializeAsync() => Session = (ActionSession)await Sandbox.OpenAsync(Robot.Api, default);

    public async Task DisposeAsync()
    {
        await Session.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
