using System.Diagnostics;
using CodeAct.Robotics.Agents;

namespace CodeAct.Robotics.Sandbox.Tests;

/// <summary>Where bubblewrap is not to be had, the tests hold that the program says so and goes on.</summary>
public sealed class BubblewrapTests
{
    private static readonly string[] Namespaces = ["mnt", "net", "pid", "user", "ipc", "uts"];

    [Fact]
    public async Task Open_BubblewrapUsable_WorkerHasNamespacesOfItsOwn()
    {
        await using var sandbox = new ActionSandbox();
        await using var session = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        ActionResult result = await session.RunAsync("1 + 1", new Robot(), default);
        Assert.Equal("2", result.Returned);
        Assert.Equal(Bubblewrap.IsUsable, result.Tier!.StartsWith("bubblewrap+", StringComparison.Ordinal));
        Assert.Equal(Bubblewrap.IsUsable, Bubblewrap.WhyNot.Length == 0);
        foreach (string space in Namespaces)
            Assert.Equal(Bubblewrap.IsUsable, Namespace("self", space) != Namespace($"{session.WorkerId}", space));
    }

    [Fact]
    public async Task Open_BubblewrapSwitchedOff_OtherLayersHold()
    {
        await using var sandbox = new ActionSandbox(new SandboxOptions { Bubblewrap = false });
        SandboxExamination found = await sandbox.ExamineAsync(default);
        Assert.False(found.Layers.Bubblewrap);
        Assert.DoesNotContain("bubblewrap", found.Layers.Tier);
        Assert.All(found.Attempts, a => Assert.True(a.Held, a.What));
    }

    [Fact]
    public async Task Dispose_Session_WorkerInsideIsGone()
    {
        int id;
        await using (var sandbox = new ActionSandbox())
        {
            await using var session = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
            id = session.WorkerId!.Value;
        }
        Assert.False(Directory.Exists($"/proc/{id}"));
    }

    [Fact]
    public void Around_Command_KeepsItsEnvironmentAndNoOther()
    {
        var command = new ProcessStartInfo("/bin/true", ["one", "two"]);
        command.Environment.Clear();
        command.Environment["A"] = "b";
        if (!Bubblewrap.IsUsable) return;
        ProcessStartInfo wrapped = Bubblewrap.Around(command, "/opt/runtime");
        Assert.Equal(["--", "/bin/true", "one", "two"], wrapped.ArgumentList.TakeLast(4));
        Assert.Contains("--unshare-all", wrapped.ArgumentList);
        Assert.Contains("/opt/runtime", wrapped.ArgumentList);
        Assert.Equal("A", Assert.Single(wrapped.Environment.Keys));
    }

    private static string? Namespace(string process, string space) => new FileInfo($"/proc/{process}/ns/{space}").LinkTarget;
}
