using System.Diagnostics;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox.Tests;

public sealed class ProcessTests
{
    [Fact]
    public async Task Worker_InputClosed_EndsByItself()
    {
        using Process worker = Process.Start(WorkerCommand.Default(new SandboxOptions()))!;
        byte[] ready = new byte[5 + Wire.ReadyLength];
        await worker.StandardOutput.BaseStream.ReadExactlyAsync(ready);

        worker.StandardInput.Close();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await worker.WaitForExitAsync(limit.Token);
        Assert.NotEqual(0, worker.ExitCode);
    }

    [Fact]
    public async Task Worker_Limits_AreSet()
    {
        await using var sandbox = new ActionSandbox();
        await using var session = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        string limits = await File.ReadAllTextAsync($"/proc/{session.WorkerId}/limits"), status = await File.ReadAllTextAsync($"/proc/{session.WorkerId}/status");
        Assert.Matches(@"Max file size\s+0\s+0", limits);
        Assert.Matches(@"Max core file size\s+0\s+0", limits);
        Assert.Matches(@"Max open files\s+256\s+256", limits);
        Assert.Matches(@"Max address space\s+2147483648\s+2147483648", limits);
        Assert.Matches(@"Max cpu time\s+1800\s+1800", limits);
        Assert.Matches(@"NoNewPrivs:\s+1", status);
    }

    [Fact]
    public async Task Worker_Environment_IsClean()
    {
        Environment.SetEnvironmentVariable("CODEACT_TEST_SECRET", "s3cret");
        await using var sandbox = new ActionSandbox();
        await using var session = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        string environment = await File.ReadAllTextAsync($"/proc/{session.WorkerId}/environ");
        Assert.DoesNotContain("s3cret", environment);
        Assert.All(environment.Split('\0', StringSplitOptions.RemoveEmptyEntries), v => Assert.Matches("^(PWD=|DOTNET_|MALLOC_ARENA_MAX=)", v));
    }

    [Fact]
    public async Task Dispose_Sessions_LeaveNoProcessAndNoDescriptor()
    {
        await Cycle();
        int before = Directory.GetFiles("/proc/self/fd").Length;
        for (int i = 0; i < 2; i++) await Cycle();
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, before + 2);

        static async Task Cycle()
        {
            var sandbox = new ActionSandbox();
            var session = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
            int id = session.WorkerId!.Value;
            Assert.Equal("1", (await session.RunAsync("Print(1);", new Robot(), default)).Printed);
            await session.DisposeAsync();
            await sandbox.DisposeAsync();
            Assert.False(Directory.Exists($"/proc/{id}"));
        }
    }
}
