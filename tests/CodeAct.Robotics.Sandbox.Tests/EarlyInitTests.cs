using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox.Tests;

public sealed class EarlyInitTests
{
    private static readonly InitMessage One = new() { Source = "1", HostType = "A", Usings = [] }, Two = new() { Source = "2", HostType = "A", Usings = [] };
    private readonly List<InitMessage> _sent = [];
    private readonly EarlyInit _early = new();

    [Fact]
    public void Give_BeforeTheProcessRuns_IsSentWhenItDoes()
    {
        _early.Give(One);
        Assert.Empty(_sent);
        _early.Open(_sent.Add);
        Assert.Equal([One], _sent);
        Assert.Same(One, _early.Close());
    }

    [Fact]
    public void Give_Twice_TheFirstIsSentOnlyAndTheOtherIsTold()
    {
        _early.Open(_sent.Add);
        Assert.True(_early.Give(One));
        Assert.False(_early.Give(Two));
        Assert.True(_early.Give(One with { Usings = [] }));
        Assert.Equal([One], _sent);
    }

    [Fact]
    public void Give_AfterItWasReady_IsNotSent()
    {
        _early.Open(_sent.Add);
        Assert.Null(_early.Close());
        Assert.True(_early.Give(One));
        Assert.Empty(_sent);
    }
}
