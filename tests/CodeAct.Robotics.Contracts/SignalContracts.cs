using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>What the driver of a colour light promises.</summary>
public abstract class ColorLightContract : DriverContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.ColorLight;

    [Fact]
    public void Color_TakesEffectAtOnce()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("Color", 255, 128, 1));

        Assert.False(bench.Driver.IsBusy);
        AssertColor(bench, 255, 128, 1);
    }

    [Fact]
    public void Off_IsDark()
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Color", 1, 2, 3));

        bench.Driver.Start(new DeviceCommand("Off"));

        AssertColor(bench, 0, 0, 0);
    }

    [Fact]
    public void MakeSafe_Off_IsDark()
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Color", 1, 2, 3));

        bench.Driver.MakeSafe(new SafeValue(SafeWord.Off));

        AssertColor(bench, 0, 0, 0);
    }

    private void AssertColor(IDriverBench bench, double r, double g, double b)
    {
        foreach (DeviceState state in new[] { bench.Driver.Read(), bench.Seen })
        {
            Assert.Equal(r, state.Value, Tolerance);
            Assert.Equal(g, state.Second, Tolerance);
            Assert.Equal(b, state.Third, Tolerance);
        }
    }
}

/// <summary>What the driver of a buzzer promises.</summary>
public abstract class BuzzerContract : DriverContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Buzzer;

    [Fact]
    public void Beep_SoundsForItsSeconds()
    {
        using IDriverBench bench = Open();

        double start = bench.Clock.Now;
        bench.Driver.Start(new DeviceCommand("Beep", 880, 0.5));
        Assert.True(bench.Driver.Read().Flag);
        Settle(bench);

        Assert.InRange(bench.Clock.Now - start, 0.49, 1);
        Assert.False(bench.Seen.Flag);
    }

    [Fact]
    public void Beep_IsCounted()
    {
        using IDriverBench bench = Open();

        for (int i = 0; i < 3; i++)
        {
            bench.Driver.Start(new DeviceCommand("Beep", 440, 0.1));
            Settle(bench);
        }

        Assert.Equal(3, bench.Driver.Read().Count);
    }

    [Fact]
    public void MakeSafe_SilencesIt()
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Beep", 440, 10));

        bench.Driver.MakeSafe(new SafeValue(SafeWord.Off));

        Assert.False(bench.Driver.IsBusy);
        Assert.False(bench.Seen.Flag);
    }
}

/// <summary>What the driver of a display promises.</summary>
public abstract class DisplayContract : DriverContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Display;

    [Fact]
    public void Show_ReplacesTheText()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("Show", Text: "first"));
        bench.Driver.Start(new DeviceCommand("Show", Text: "second"));

        Assert.Equal("second", bench.Driver.Read().Text);
        Assert.Equal("second", bench.Seen.Text);
    }

    [Fact]
    public void MakeSafe_Off_IsBlank()
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Show", Text: "hello"));

        bench.Driver.MakeSafe(new SafeValue(SafeWord.Off));

        Assert.Equal("", bench.Seen.Text);
    }
}
