using CodeAct.Robotics.Hardware.Linux.Guardian;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.Guardian;

public sealed class GuardedStep_Tests
{
    [Fact]
    public void Parse_OfAMessage_IsTheStepOnTheReceiversDescriptor()
    {
        var sent = new GuardedStep("Pump", new SafeOutput.Control(7, 0xC010_B40F, new byte[] { 1, 2, 3 }, "line 5 of gpiochip0"));

        GuardedStep got = GuardedStep.Parse(sent.ToMessage(), 42);

        var control = Assert.IsType<SafeOutput.Control>(got.Step);
        Assert.Equal(("Pump", 7, 42, 0xC010_B40F), (got.Device, sent.Descriptor, control.Descriptor, control.Request));
        Assert.Equal("line 5 of gpiochip0", control.Place);
        Assert.Equal([1, 2, 3], control.Argument.ToArray());
    }

    [Fact]
    public void Parse_OfAFileAndOfABus_IsWhatWasSent()
    {
        var file = new GuardedStep("Lamp", new SafeOutput.WriteFile("/sys/class/leds/größe/brightness", "0"));
        var bus = new GuardedStep("Servo", new SafeOutput.WriteI2c(3, 0x40, new byte[] { 0xFD, 0 }));

        Assert.Equal(file.Step, GuardedStep.Parse(file.ToMessage(), -1).Step);
        Assert.Equal(-1, file.Descriptor);
        var write = Assert.IsType<SafeOutput.WriteI2c>(GuardedStep.Parse(bus.ToMessage(), 9).Step);
        Assert.Equal((9, 0x40), (write.Descriptor, write.Address));
        Assert.Equal([0xFD, 0], write.Bytes.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    public void Parse_OfAMessageCutOff_IsRefused(int length)
    {
        byte[] message = new GuardedStep("Lamp", new SafeOutput.WriteFile("/a", "0")).ToMessage();

        Assert.Throws<InvalidDataException>(() => GuardedStep.Parse(message.AsSpan(0, length), -1));
    }
}
