using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>Lines that somebody else holds: told who, or taken over from a guardian that outlived its host.</summary>
public sealed class BusyLine_Tests
{
    [Fact]
    public void Open_OfALineThatSomebodyHolds_NamesWho()
    {
        using var machine = new FakeMachine();
        machine.Gpio.Lines[17].Consumer = "spi0 CS0";

        string message = Fault(machine);

        Assert.Contains("Device: line 17 of gpiochip0 [pinctrl-rp1] is held by 'spi0 CS0' (EBUSY)", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("high")]
    [InlineData("low")]
    public void Open_OfALineThatAnEarlierGuardianHandsOver_IsNeverWithoutAHolder(string active)
    {
        Holder? holder = null;
        using var machine = new FakeMachine(holder: gpio => holder = new Holder(gpio));
        FakeLine line = machine.Gpio.Lines[17];
        holder!.Lines["line 17 of gpiochip0 [pinctrl-rp1]"] = machine.Gpio.Hold(17, active == "low");

        IDeviceDriver driver = machine.Open(Relay(17, active));
        driver.Start(new DeviceCommand("On"));

        Assert.Equal((0, 0, "codeact"), (machine.Gpio.Requests, holder.Asked, line.Consumer));
        // Off as it was, and then on as it was told: nothing between.
        Assert.Equal(active == "low" ? [true, false] : [false, true], line.Levels);
    }

    [Fact]
    public void Open_OfALineThatCanNotBeConfigured_IsRequestedAnewWhenItIsGivenUp()
    {
        Holder? holder = null;
        using var machine = new FakeMachine(holder: gpio => holder = new Holder(gpio));
        machine.Gpio.Lines[17].Consumer = "codeact";
        // Of another line, as if the boards had changed under it: the kernel refuses what is no line at all.
        holder!.Lines["line 17 of gpiochip0 [pinctrl-rp1]"] = machine.Kernel.Open("/dev/gpiochip0", write: true);

        machine.Open(Relay(17));

        Assert.Equal((1, 1), (machine.Gpio.Requests, holder.Asked));
    }

    [Fact]
    public void Open_OfLinesThatAnOlderGuardianHolds_AreGivenUpAtTheFirstBusyOne()
    {
        Holder? holder = null;
        using var machine = new FakeMachine(holder: gpio => holder = new Holder(gpio));
        machine.Gpio.Lines[17].Consumer = machine.Gpio.Lines[27].Consumer = "codeact";

        machine.Open(Relay(4));
        Assert.Equal(0, holder!.Asked);
        machine.Open(Relay(17));
        machine.Open(Relay(27));
        Assert.Equal(1, holder.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_OfALineThatStaysBusyAfterATakeOver_NamesWhoHoldsIt(bool somebodyGaveUp)
    {
        using var machine = new FakeMachine(holder: gpio => new Holder(gpio) { IsThere = somebodyGaveUp });
        machine.Gpio.Lines[17].Consumer = "other";

        Assert.Contains("is held by 'other' (EBUSY)", Fault(machine), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfALineOfSomebodyElseBesideHandedOnes_LeavesThoseHeld()
    {
        Holder? holder = null;
        using var machine = new FakeMachine(holder: gpio => holder = new Holder(gpio) { HandsOver = true });
        machine.Gpio.Lines[17].Consumer = "other";

        Assert.Contains("is held by 'other' (EBUSY)", Fault(machine), StringComparison.Ordinal);
        Assert.Equal(0, holder!.Asked);
    }

    [Fact]
    public void Open_OfALineTwice_NamesTheFirst()
    {
        using var machine = new FakeMachine();
        machine.Open(Relay(17));

        Assert.Contains("held by 'codeact'", Fault(machine), StringComparison.Ordinal);
    }

    private static DeviceSpec Relay(int line, string active = "high") =>
        FakeMachine.Device(DeviceKinds.Relay, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", line.ToString(CultureInfo.InvariantCulture)), ("active", active));

    private static string Fault(FakeMachine machine) => Assert.Throws<DeviceException>(() => machine.Open(Relay(17))).Message;

    /// <summary>A guardian that outlived its host.</summary>
    private sealed class Holder(FakeGpioChip gpio) : ILineHolder
    {
        public Dictionary<string, int> Lines { get; } = [];

        /// <summary>How often it was asked to give lines up.</summary>
        public int Asked { get; private set; }

        public bool IsThere { get; init; } = true;

        public bool HandsOver { get; init; }

        public int Take(string place) => Lines.Remove(place, out int descriptor) ? descriptor : -1;

        public bool Release()
        {
            Asked++;
            foreach (FakeLine line in gpio.Lines.Where(l => l.Consumer == "codeact")) line.Consumer = "";
            return IsThere;
        }
    }
}
