using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox.Tests;

/// <summary>Workers that say what the protocol does not allow: the action ends, nothing reaches a device, the host goes on.</summary>
public sealed class HostileWorkerTests
{
    private static readonly byte[] Running = Frame(FrameType.Running, 1, "");

    public static TheoryData<string, byte[]> Lies => new()
    {
        { "garbage", "GET / HTTP/1.1\r\n\r\n"u8.ToArray() },
        { "an endless frame", [255, 255, 255, 255, 7] },
        { "an empty frame", [0, 0, 0, 0] },
        { "no action", [1, 0, 0, 0, (byte)FrameType.Running] },
        { "an unknown type", Frame((FrameType)99, 1, "") },
        { "a host's frame", Frame(FrameType.Reply, 1, "") },
        { "another action", Frame(FrameType.Running, 2, "") },
        { "a call before it runs", Frame(FrameType.Call, 1, new string('\0', 28)) },
        { "a call too short", [.. Running, .. Frame(FrameType.Call, 1, "abc")] },
        { "a call too long", [.. Running, .. Frame(FrameType.Call, 1, "\0\0\0\u0001" + new string('a', 30_000))] },
        { "a call of another action", [.. Running, .. Frame(FrameType.Call, 2, new string('\0', 28))] },
        { "running twice", [.. Running, .. Running] },
        { "too much output", [.. Running, .. Frame(FrameType.Print, 1, new string('a', 20_000))] },
        { "an end without sense", [.. Running, .. Frame(FrameType.Finished, 1, "{}")] },
        { "an end that is no JSON", [.. Running, .. Frame(FrameType.Finished, 1, "\0\0")] },
        { "an end of null", [.. Running, .. Frame(FrameType.Finished, 1, "null")] },
        { "an end at no stage", [.. Running, .. Frame(FrameType.Finished, 1, "{\"Stage\":77}")] },
        { "done without running", Frame(FrameType.Finished, 1, "{\"Stage\":3,\"Done\":{\"Ok\":true,\"Answer\":\"a\"}}") },
        { "done without an answer", [.. Running, .. Frame(FrameType.Finished, 1, "{\"Stage\":3,\"Done\":{\"Ok\":true}}")] },
        { "silence and death", [] },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Run_HostileWorker_IsWorkerDied(string lie, byte[] frames)
    {
        Assert.NotEmpty(lie);
        byte[] script = [.. Frame(FrameType.Ready, Wire.Version, "\0\0"), 1, 0, 0, 0, (byte)FrameType.InitDone, .. frames];
        await using var sandbox = new ActionSandbox(new SandboxOptions(), () => Shell(script));
        await using IActionSession session = await sandbox.OpenAsync(Robot.Api, default);
        bool called = false;
        var robot = new Robot { Answer = _ => { called = true; return default; } };

        ActionResult result = await session.RunAsync("Print(1);", robot, default);

        Assert.Equal("worker-died", result.Error!.Code);
        Assert.True(result.StateLost);
        Assert.False(called);
    }

    [Fact]
    public async Task Open_WorkerOfAnotherVersion_IsRefused()
    {
        await using var sandbox = new ActionSandbox(new SandboxOptions(), () => Shell(Frame(FrameType.Ready, 99, "\0\0")));
        await Assert.ThrowsAsync<SandboxException>(() => sandbox.OpenAsync(Robot.Api, default));
    }

    [Fact]
    public async Task Open_FacadeDoesNotCompile_SaysWhy()
    {
        await using var sandbox = new ActionSandbox();
        var error = await Assert.ThrowsAsync<SandboxException>(() => sandbox.OpenAsync(Robot.Api with { Source = "class {" }, default));
        Assert.Contains("CS1001", error.Message);
    }

    [Fact]
    public async Task Open_WorkerIsMissing_SaysSo()
    {
        await using var sandbox = new ActionSandbox(new SandboxOptions(), () => WorkerCommand.Start(new SandboxOptions(), "/nowhere/worker"));
        await Assert.ThrowsAsync<SandboxException>(() => sandbox.OpenAsync(Robot.Api, default));
    }

    [Fact]
    public async Task Open_WorkerDiesBeforeItIsReady_AnotherServes()
    {
        int started = 0;
        await using var sandbox = new ActionSandbox(new SandboxOptions(), () =>
            Interlocked.Increment(ref started) < 3 ? WorkerCommand.Start(new SandboxOptions(), "/bin/false") : WorkerCommand.Default(new SandboxOptions()));
        await using IActionSession session = await sandbox.OpenAsync(Robot.Api, default);

        ActionResult result = await session.RunAsync("Print(1);", new Robot(), default);

        Assert.Equal("1", result.Printed);
    }

    [Fact]
    public async Task Open_EveryWorkerDies_EndsAndSaysSo()
    {
        await using var sandbox = new ActionSandbox(new SandboxOptions(), () => WorkerCommand.Start(new SandboxOptions(), "/bin/false"));
        var error = await Assert.ThrowsAsync<SandboxException>(() => sandbox.OpenAsync(Robot.Api, default));
        Assert.Contains("does not work", error.Message);
    }

    private static ProcessStartInfo Shell(byte[] output)
    {
        var escaped = new StringBuilder();
        foreach (byte b in output) escaped.Append('\\').Append(Convert.ToString(b, 8).PadLeft(3, '0'));
        // Reads what it is sent, so that a full pipe is not what ends it. One process: a child would keep the pipes open.
        return WorkerCommand.Start(new SandboxOptions(), "/bin/sh", "-c", $"printf '{escaped}'; exec head -c 1500 >/dev/null");
    }

    private static byte[] Frame(FrameType type, uint action, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text), frame = new byte[9 + bytes.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)(5 + bytes.Length));
        frame[4] = (byte)type;
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(5), action);
        bytes.CopyTo(frame, 9);
        return frame;
    }
}
