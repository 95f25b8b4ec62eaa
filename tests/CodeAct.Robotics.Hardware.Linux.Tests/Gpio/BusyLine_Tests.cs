using System.Globalization;
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

    [Fact]
    public void Open_OfLinesThatAnEarlierGuardianHolds_TakesThemOverAtTheFirstBusyOne()
    {
        int asked = 0;
        using var machine = new FakeMachine(takeOver: gpio =>
        {
            asked++;
            gpio.Lines[17].Consumer = gpio.Lines[27].Consumer = "";
            return true;
        });
        machine.Gpio.Lines[17].Consumer = machine.Gpio.Lines[27].Consumer = "codeact";

        machine.Open(Relay(4));
        Assert.Equal(0, asked);
        machine.Open(Relay(17));
        machine.Open(Relay(27));
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_OfALineThatStaysBusyAfterATakeOver_NamesWhoHoldsIt(bool somebodyGaveUp)
    {
        using var machine = new FakeMachine(takeOver: _ => somebodyGaveUp);
        machine.Gpio.Lines[17].Consumer = "other";

        Assert.Contains("is held by 'other' (EBUSY)", Fault(machine), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfALineTwice_NamesTheFirst()
    {
        using var machine = new FakeMachine();
        machine.Open(Relay(17));

        Assert.Contains("held by 'codeact'", Fault(machine), StringComparison.Ordinal);
    }

    private static DeviceSpec Relay(int line) => FakeMachine.Device(DeviceKinds.Relay, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", line.ToString(CultureInfo.InvariantCulture)));

    private static string Fault(FakeMachine machine) => Assert.Throws<DeviceException>(() => machine.Open(Relay(17))).Message;
}
