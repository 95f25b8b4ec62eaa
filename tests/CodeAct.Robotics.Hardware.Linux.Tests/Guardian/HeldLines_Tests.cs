using System.IO.Pipes;
using System.Net.Sockets;
using System.Text;
using CodeAct.Robotics.Hardware.Linux.Guardian;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.Guardian;

/// <summary>A guardian whose host is dead, and the next owner, over real sockets. What it holds are ends of pipes: who holds one is seen at the other end.</summary>
public sealed class HeldLines_Tests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeact-held-").FullName;
    private readonly LinuxKernel _kernel = new();
    private readonly List<Task> _holding = [];
    private readonly List<string> _said = [];

    private string Where => Path.Combine(_folder, "guardian.sock");

    [Fact]
    public void Take_OfALineThatAGuardianHolds_IsItsDuplicateAndStaysWhenTheGuardianLeaves()
    {
        using AnonymousPipeServerStream pipe = Hold("line 5 of gpiochip0");
        using HeldLines held = Ask();

        int descriptor = held.Take("line 5 of gpiochip0");
        Assert.True(held.Release());
        Ended();

        _kernel.Write(descriptor, "x"u8);
        Assert.Equal('x', pipe.ReadByte());
        _kernel.Close(descriptor);
        Assert.Equal(-1, pipe.ReadByte());
    }

    [Fact]
    public void Take_OfAnotherLineOrTwice_IsNone()
    {
        using AnonymousPipeServerStream pipe = Hold("line 5 of gpiochip0");
        using HeldLines held = Ask();

        Assert.Equal(-1, held.Take("line 6 of gpiochip0"));
        _kernel.Close(held.Take("line 5 of gpiochip0"));
        Assert.Equal(-1, held.Take("line 5 of gpiochip0"));

        held.Release();
        Ended();
    }

    [Fact]
    public void Release_OfALineThatNobodyTook_LeavesItToNobody()
    {
        using AnonymousPipeServerStream pipe = Hold("line 5 of gpiochip0");
        using HeldLines held = Ask();
        held.Take("line 6 of gpiochip0");

        held.Release();
        Ended();

        Assert.Equal(-1, pipe.ReadByte());
    }

    [Fact]
    public void Dispose_BeforeItIsReleased_LeavesItToTheGuardian()
    {
        using AnonymousPipeServerStream pipe = Hold("line 5 of gpiochip0");
        using (HeldLines gone = Ask()) gone.Take("line 6 of gpiochip0");

        AssertHeld();
    }

    [Fact]
    public void Take_NobodyHoldsLines_IsNone()
    {
        using HeldLines held = Ask();

        Assert.Equal(-1, held.Take("line 5 of gpiochip0"));
        Assert.False(held.Release());
    }

    [Fact]
    public void Take_AGuardianOfAnOlderProgram_IsNone()
    {
        // It says ok to every word.
        using var held = new HeldLines(_ => 1, Path.Combine(_folder, "lines"));

        Assert.Equal(-1, held.Take("line 5 of gpiochip0"));
        Assert.True(held.Release());
    }

    [Fact]
    public void Take_SomebodySendsNonsense_IsNone()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        string path = Path.Combine(_folder, "lines");
        using var held = new HeldLines(word =>
        {
            using DescriptorSocket socket = DescriptorSocket.Connect(path);
            foreach (byte[] message in (byte[][])[[1], [1, 1, 0, 0, 0, 0, 200, 200], [9, 9, 9]]) socket.Send(message, (int)pipe.ClientSafePipeHandle.DangerousGetHandle());
            return 1;
        }, path);

        Assert.Equal(-1, held.Take("line 5 of gpiochip0"));

        pipe.DisposeLocalCopyOfClientHandle();
        Assert.Equal(-1, pipe.ReadByte());
    }

    [Fact]
    public void Hold_SomebodyConnectsAndSaysNothing_HoldsOn()
    {
        using AnonymousPipeServerStream pipe = Hold("line 5 of gpiochip0");
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Connect(new UnixDomainSocketEndPoint(Where));

        AssertHeld();
    }

    [Theory]
    [InlineData("hand /nowhere/at/all")]
    [InlineData("hand")]
    [InlineData("hand ")]
    [InlineData("hand /a-name-that-is-longer-than-any-socket-s-may-be-a-name-that-is-longer-than-any-socket-s-may-be-a-name-that-is-longer")]
    [InlineData("dance")]
    public void Hold_AWordThatMakesNoSense_HoldsOn(string word)
    {
        using AnonymousPipeServerStream pipe = Hold("line 5 of gpiochip0");
        Assert.Equal(1, Tell(word));

        AssertHeld();
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private HeldLines Ask() => new(Tell, Path.Combine(_folder, "lines"));

    // A guardian that outlived its host; only it holds the writing end of the pipe.
    private AnonymousPipeServerStream Hold(string place)
    {
        var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        var steps = new SafeSteps(_kernel);
        steps.Add(new GuardedStep("Pump", new SafeOutput.Control((int)pipe.ClientSafePipeHandle.DangerousGetHandle(), 0, new byte[8], place)));
        pipe.ClientSafePipeHandle.SetHandleAsInvalid();
        using var listens = new ManualResetEventSlim();
        _holding.Add(Task.Factory.StartNew(() => new Afterlife(steps, _said.Add).Hold(Where, _ => listens.Set()), TaskCreationOptions.LongRunning));
        Assert.True(listens.Wait(TimeSpan.FromSeconds(30)));
        return pipe;
    }

    // And ends the guardian.
    private void AssertHeld()
    {
        using HeldLines held = Ask();
        int descriptor = held.Take("line 5 of gpiochip0");
        Assert.NotEqual(-1, descriptor);
        Assert.True(held.HandsOver);
        _kernel.Close(descriptor);
        held.Release();
        Ended();
    }

    private void Ended() => Assert.True(Task.WaitAll([.. _holding], TimeSpan.FromSeconds(30)));

    private int Tell(string word)
    {
        if (!File.Exists(Where)) return 0;
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        client.Connect(new UnixDomainSocketEndPoint(Where));
        client.Send(Encoding.UTF8.GetBytes($"{word}\n"));
        return client.Receive(new byte[16]) > 0 ? 1 : 0;
    }
}
