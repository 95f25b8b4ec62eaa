using System.IO.Pipes;
using System.Net.Sockets;
using CodeAct.Robotics.Hardware.Linux.Guardian;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests.Guardian;

public sealed class DescriptorSocket_Tests : IDisposable
{
    private readonly DescriptorSocket _host, _guardian;

    public DescriptorSocket_Tests()
    {
        string path = Path.Combine(Path.GetTempPath(), $"codeact-{Guid.NewGuid():N}");
        using Socket listener = DescriptorSocket.Listen(path);
        _guardian = DescriptorSocket.Connect(path);
        _host = DescriptorSocket.Accept(listener, TimeSpan.FromSeconds(30))!;
        File.Delete(path);
    }

    [Fact]
    public void TryReceive_ADescriptor_IsADuplicateThatOutlivesTheSenders()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        int end = (int)pipe.ClientSafePipeHandle.DangerousGetHandle();

        Assert.Equal(0, _host.Send([1, 2], end));
        pipe.DisposeLocalCopyOfClientHandle();

        Assert.True(_guardian.TryReceive(out ReadOnlySpan<byte> message, out int descriptor));
        Assert.Equal([1, 2], message.ToArray());
        var kernel = new LinuxKernel();
        kernel.Write(descriptor, "x"u8);
        kernel.Close(descriptor);
        Assert.Equal('x', pipe.ReadByte());
        Assert.Equal(-1, pipe.ReadByte());
    }

    [Fact]
    public void TryReceive_MessagesInOrder_EachWhole()
    {
        _host.Send([1]);
        _host.Send([2, 2]);

        Assert.True(_guardian.TryReceive(out ReadOnlySpan<byte> first, out int none));
        Assert.Equal([1], first.ToArray());
        Assert.Equal(-1, none);
        Assert.True(_guardian.TryReceive(out ReadOnlySpan<byte> second, out _));
        Assert.Equal([2, 2], second.ToArray());
        Assert.False(_guardian.TryReceive(out _, out _));
    }

    [Fact]
    public void TryReceive_TheOtherSideIsGone_IsAMessageOfNothing()
    {
        _host.Dispose();

        Assert.True(_guardian.TryReceive(out ReadOnlySpan<byte> message, out _));

        Assert.Equal(0, message.Length);
        Assert.NotEqual(0, _guardian.Send([1]));
    }

    [Fact]
    public void Send_TheOtherSideDoesNotRead_NeverWaits()
    {
        int error = 0;
        for (int i = 0; i < 1_000_000 && error == 0; i++) error = _host.Send([1, 2, 3]);

        Assert.Equal(Errno.Eagain, error);
    }

    public void Dispose()
    {
        _host.Dispose();
        _guardian.Dispose();
    }
}
