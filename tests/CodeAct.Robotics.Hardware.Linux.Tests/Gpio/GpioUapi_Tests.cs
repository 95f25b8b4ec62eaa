using System.Buffers.Binary;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>Sizes, offsets and numbers as a C compiler prints them for linux/gpio.h, i2c.h, i2c-dev.h and spi/spidev.h of Linux 6.</summary>
public sealed class GpioUapi_Tests
{
    [Fact]
    public void Numbers_AreThoseOfTheHeader()
    {
        Assert.Equal(0x8044B401u, GpioUapi.GetChipInfo);
        Assert.Equal(0xC100B405u, GpioUapi.GetLineInfo);
        Assert.Equal(0xC250B407u, GpioUapi.GetLine);
        Assert.Equal(0xC010B40Eu, GpioUapi.GetValues);
        Assert.Equal(0xC010B40Fu, GpioUapi.SetValues);
        Assert.Equal(0x0707u, LinuxKernel.I2cTransferRequest);
        Assert.Equal(0x40206B00u, LinuxKernel.SpiTransferRequest);
    }

    [Theory]
    [InlineData(GpioUapi.GetChipInfo, GpioUapi.ChipInfoSize, 68)]
    [InlineData(GpioUapi.GetLineInfo, GpioUapi.LineInfoSize, 256)]
    [InlineData(GpioUapi.GetLine, GpioUapi.LineRequestSize, 592)]
    [InlineData(GpioUapi.GetValues, GpioUapi.LineValuesSize, 16)]
    [InlineData(GpioUapi.SetValues, GpioUapi.LineValuesSize, 16)]
    public void Sizes_AreThoseOfTheHeaderAndOfTheNumber(uint request, int size, int expected)
    {
        Assert.Equal(expected, size);
        Assert.Equal(expected, (int)(request >> 16 & 0x3FFF));
    }

    [Fact]
    public unsafe void Structures_OfTheKernelHaveItsSizes()
    {
        Assert.Equal(16, sizeof(Native.I2cMessage));
        Assert.Equal(16, sizeof(Native.I2cTransfer));
        Assert.Equal(32, sizeof(Native.SpiTransfer));
        Assert.Equal(8, sizeof(Native.PollEntry));
        Assert.Equal(16, sizeof(Native.TimeSpec));
    }

    [Fact]
    public void LineRequest_OfAnOutput_HasItsFieldsWhereTheHeaderHasThem()
    {
        byte[] request = GpioUapi.LineRequest(17, "codeact", GpioUapi.Output | GpioUapi.ActiveLow, true, 0);

        Assert.Equal(17, Read32(request, 0));
        Assert.Equal("codeact"u8.ToArray(), request[256..263]);
        Assert.Equal(0, request[263]);
        Assert.Equal(0x0A, Read32(request, 288));
        Assert.Equal(1, Read32(request, 296));
        Assert.Equal(2, Read32(request, 320));
        Assert.Equal(1, Read32(request, 328));
        Assert.Equal(1, Read32(request, 336));
        Assert.Equal(1, Read32(request, 560));
        Assert.Equal(0, Read32(request, 564));
        Assert.All(request[300..320].Concat(request[568..588]), b => Assert.Equal(0, b));
    }

    [Fact]
    public void LineRequest_OfADebouncedInput_HasMicroseconds()
    {
        byte[] request = GpioUapi.LineRequest(3, "codeact", GpioUapi.Input | GpioUapi.EdgeRising, null, 20_000);

        Assert.Equal(1, Read32(request, 296));
        Assert.Equal(3, Read32(request, 320));
        Assert.Equal(20_000, Read32(request, 328));
        Assert.True(Read32(request, 564) >= 16);
    }

    [Fact]
    public void LineValues_AreBitAndMask()
    {
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], GpioUapi.LineValues(true));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], GpioUapi.LineValues(false));
    }

    private static int Read32(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
}
