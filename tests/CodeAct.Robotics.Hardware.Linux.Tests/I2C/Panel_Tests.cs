using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Displays;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>What a person reads on the displays.</summary>
public sealed class Panel_Tests
{
    private readonly VirtualTime _clock = new();

    [Theory]
    [InlineData("Hello", "Hello")]
    [InlineData("Soil is at 62.5 %", "Soil is at 62.5\n%")]
    [InlineData("one\ntwo", "one\ntwo")]
    [InlineData("one\r\ntwo\n\n", "one\ntwo")]
    [InlineData("  spaced   out  ", "spaced out")]
    [InlineData("abcdefghijklmnopqrs", "abcdefghijklmnop\nqrs")]
    [InlineData("the quick brown fox jumps over", "the quick brown\nfox jumps over")]
    [InlineData("the quick brown fox jumps over the dog", "the quick brown\nfox jumps ove...")]
    [InlineData("", "")]
    public void Show_OfAText_WrapsItBetweenWords(string text, string shown) => AssertLcd(text, shown);

    [Theory]
    [InlineData("21.5 °C", "21.5 °C")]
    [InlineData("Wärme ölig müß", "Wärme ölig müß")]
    [InlineData("4.7 kΩ 10 µF", "4.7 kΩ 10 µF")]
    [InlineData("a\\b ~1", "a?b ?1")]
    [InlineData("café", "cafe")]
    [InlineData("5 – 6 “x”", "5 - 6 \"x\"")]
    [InlineData("水 🤖", "? ?")]
    [InlineData("Ärger", "Aerger")]
    public void Show_OnAnLcd_ReplacesWhatItLacks(string text, string shown) => AssertLcd(text, shown);

    [Theory]
    [InlineData("21.5 °C ± 1", "21.5 °C ± 1")]
    [InlineData("{a\\b} ~^_`|", "{a\\b} ~^_`|")]
    [InlineData("水", "?")]
    [InlineData("señor", "senor")]
    [InlineData("a long text goes on in the line below", "a long text goes on\nin the line below")]
    public void Show_OnAnOled_ReplacesWhatItLacks(string text, string shown)
    {
        var chip = new FakeSsd1306();
        IDeviceDriver driver = Oled(chip);

        driver.Start(new DeviceCommand("Show", Text: text));

        Assert.Equal(shown, chip.Text);
        Assert.Equal(shown, driver.Read().Text);
    }

    [Fact]
    public void Show_OfEveryCharacterOfTheFont_ReadsBackAsItself()
    {
        char[] all = [.. PointFont.Characters.Where(c => c != ' ')];
        foreach (char[] part in all.Chunk(21))
        {
            var chip = new FakeSsd1306();
            Oled(chip).Start(new DeviceCommand("Show", Text: new string(part)));
            Assert.Equal(new string(part), chip.Text);
        }

        Assert.True(Enumerable.Range(0x20, 0x5F).All(c => PointFont.Find((char)c) is not null), "a character of ASCII is missing");
    }

    [Fact]
    public void Font_HasNoTwoCharactersThatLookAlike()
    {
        string[] looks = [.. PointFont.Characters.Select(c => Convert.ToHexString(PointFont.Find(c)!))];

        Assert.Equal(looks.Length, looks.Distinct(StringComparer.Ordinal).Count());
        Assert.All(PointFont.Characters, c => Assert.True(PointFont.Find(c)!.All(column => column < 0x80), $"{c} is too high"));
    }

    [Fact]
    public void Show_OnALargeLcd_UsesItsFourLinesInTheirOrder()
    {
        var chip = new FakeLcd(_clock, 20, 4);
        IDeviceDriver driver = Devices.Of(DeviceKinds.Display, "linux.lcd1602", ("address", "0x3f"), ("size", "20x4")).Open(new ChipKernel().With(1, 0x3f, chip), _clock);

        driver.Start(new DeviceCommand("Show", Text: "first line\nsecond line\nthird line\nfourth line"));

        Assert.Equal("first line\nsecond line\nthird line\nfourth line", chip.Text);
    }

    [Fact]
    public void Show_OnASmallOled_HasFourLines()
    {
        var chip = new FakeSsd1306(32);
        IDeviceDriver driver = Oled(chip, ("size", "128x32"));

        driver.Start(new DeviceCommand("Show", Text: "1\n2\n3\n4\n5"));

        Assert.Equal("1\n2\n3\n4...", chip.Text);
        Assert.Equal((32, (byte)0x02), (chip.Multiplex, chip.ComPins));
    }

    [Fact]
    public void Show_AfterALossOfPower_ShowsAgain()
    {
        var lcd = new FakeLcd(_clock);
        IDeviceDriver driver = Lcd(lcd);
        driver.Start(new DeviceCommand("Show", Text: "before"));
        lcd.PowerUp();
        _clock.Advance(1);

        driver.Start(new DeviceCommand("Show", Text: "after"));

        Assert.Equal("after", lcd.Text);
        var oled = new FakeSsd1306();
        driver = Oled(oled);
        oled.PowerUp(seed: 1);
        driver.Start(new DeviceCommand("Show", Text: "after"));
        Assert.Equal("after", oled.Text);
    }

    [Fact]
    public void Show_AfterHalfAByteWasLost_IsRightAgain()
    {
        var chip = new FakeLcd(_clock);
        IDeviceDriver driver = Lcd(chip);
        driver.Start(new DeviceCommand("Show", Text: "before"));
        chip.Slip();

        driver.Start(new DeviceCommand("Show", Text: "after"));

        Assert.Equal("after", chip.Text);
    }

    [Fact]
    public void Show_WaitsForTheSlowInstructions()
    {
        var chip = new FakeLcd(_clock);
        IDeviceDriver driver = Lcd(chip);

        for (int i = 0; i < 5; i++) driver.Start(new DeviceCommand("Show", Text: $"text {i}"));

        Assert.Equal(0, chip.Lost);
    }

    [Fact]
    public void MakeSafe_Off_DarkensTheDisplay()
    {
        var lcd = new FakeLcd(_clock);
        var oled = new FakeSsd1306();
        foreach (IDeviceDriver driver in new[] { Lcd(lcd), Oled(oled) })
        {
            driver.Start(new DeviceCommand("Show", Text: "hello"));
            Assert.True(lcd.IsLit || oled.IsOn);
            driver.MakeSafe(new SafeValue(SafeWord.Off));
            Assert.Equal("", driver.Read().Text);
        }

        Assert.False(lcd.IsLit);
        Assert.False(oled.IsOn);
        Assert.Equal(0, oled.LitPoints);
    }

    [Fact]
    public void Show_OnADisplayThatIsUnplugged_FailsAndKeepsWhatItSaid()
    {
        var chip = new FakeLcd(_clock);
        IDeviceDriver driver = Lcd(chip);
        driver.Start(new DeviceCommand("Show", Text: "before"));
        chip.IsPlugged = false;

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => driver.Start(new DeviceCommand("Show", Text: "after"))).Code);
        Assert.Equal("before", driver.Read().Text);
    }

    [Fact]
    public void Open_OfTwoDisplaysAtOneAddress_IsRefused()
    {
        using var family = new LinuxFamily(new ChipKernel().With(1, 0x27, new FakeLcd(_clock)), null, _clock, new StillTime());
        family.Open(Devices.Of(DeviceKinds.Display, "linux.lcd1602"), _clock);

        Assert.Throws<InvalidFileException>(() => family.Open(Devices.Of(DeviceKinds.Display, "linux.lcd1602"), _clock));
    }

    private void AssertLcd(string text, string shown)
    {
        var chip = new FakeLcd(_clock);
        IDeviceDriver driver = Lcd(chip);

        driver.Start(new DeviceCommand("Show", Text: text));

        Assert.Equal(shown, chip.Text);
        Assert.Equal(shown, driver.Read().Text);
    }

    private IDeviceDriver Lcd(FakeLcd chip) => Devices.Of(DeviceKinds.Display, "linux.lcd1602").Open(new ChipKernel().With(1, 0x27, chip), _clock);

    private IDeviceDriver Oled(FakeSsd1306 chip, params (string, string)[] with) => Devices.Of(DeviceKinds.Display, "linux.ssd1306", with).Open(new ChipKernel().With(1, 0x3c, chip), _clock);
}
