using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Boards;

namespace CodeAct.Robotics.Hardware.Linux.Tests.Boards;

public sealed class BoardReaderTests
{
    // Power and ground are no lines on any of these headers: 3.3 V, 5 V and eight grounds.
    private static readonly int[] NoLines = [1, 2, 4, 6, 9, 14, 17, 20, 25, 30, 34, 39];

    public static TheoryData<string> Files => [.. Directory.GetFiles(BoardFiles.Folder, "*.yaml").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_EachShippedFile_IsGoodAndNamesNoPowerPin(string file)
    {
        BoardFile board = BoardFiles.Read(file);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), board.Name);
        Assert.DoesNotContain(board.Pins.Keys, NoLines.Contains);
        Assert.All(board.Pins.Keys, p => Assert.InRange(p, 1, 40));
        Assert.All(board.Buses, b => Assert.DoesNotContain(b.Pins, NoLines.Contains));
    }

    [Theory]
    [InlineData("raspberry-pi-4.yaml", 11, "pinctrl-bcm2711", 17)]
    [InlineData("raspberry-pi-4.yaml", 40, "pinctrl-bcm2711", 21)]
    [InlineData("raspberry-pi-5.yaml", 11, "pinctrl-rp1", 17)]
    [InlineData("raspberry-pi-5.yaml", 32, "pinctrl-rp1", 12)]
    [InlineData("raspberry-pi-zero-2.yaml", 13, "pinctrl-bcm2835", 27)]
    [InlineData("jetson-orin-nano.yaml", 7, "tegra234-gpio", 144)]
    [InlineData("jetson-orin-nano.yaml", 15, "tegra234-gpio", 85)]
    [InlineData("jetson-orin-nano.yaml", 31, "tegra234-gpio", 106)]
    [InlineData("jetson-nano.yaml", 7, "tegra-gpio", 216)]
    [InlineData("jetson-nano.yaml", 33, "tegra-gpio", 38)]
    public void Find_APinOfAShippedBoard_IsTheLineOfItsMaker(string file, int pin, string chip, int line)
    {
        HeaderPin found = new BoardHeader(BoardFiles.Read(file)).Find(pin)!;
        Assert.Equal((chip, line), (found.Chip, found.Line));
    }

    [Theory]
    [InlineData("raspberry-pi-4.yaml", "12:0 32:0 33:1 35:1")]
    [InlineData("raspberry-pi-5.yaml", "12:2 32:0 33:1 35:3")]
    [InlineData("jetson-orin-nano.yaml", "15:0 32:0 33:0")]
    [InlineData("jetson-nano.yaml", "32:0 33:2")]
    public void Find_ThePwmPins_AreThoseOfItsMakerAndNoOthers(string file, string expected)
    {
        var header = new BoardHeader(BoardFiles.Read(file));
        Assert.Equal(expected, string.Join(' ', header.Pins.Where(p => header.Find(p)!.Pwm is not null).Select(p => $"{p}:{header.Find(p)!.Pwm!.Channel}")));
    }

    [Theory]
    [InlineData("raspberry-pi-4.yaml", 28)]
    [InlineData("raspberry-pi-5.yaml", 28)]
    [InlineData("raspberry-pi-zero-2.yaml", 28)]
    [InlineData("jetson-orin-nano.yaml", 22)]
    [InlineData("jetson-nano.yaml", 22)]
    public void Pins_OfAShippedBoard_AreAllThatItHas(string file, int count) => Assert.Equal(count, BoardFiles.Read(file).Pins.Count);

    [Theory]
    [InlineData("pins: { 41000: { line: 1 } }", 5, "no pin's number")]
    [InlineData("pins: { 7: { } }", 5, "line: is missing")]
    [InlineData("pins: { 7: { line: four } }", 5, "no number")]
    [InlineData("pins: { 7: { line: 1 }, 8: { line: 1 } }", 5, "is pin 7 already")]
    [InlineData("pins: { 7: { line: 1, lien: 2 } }", 5, "Did you mean 'line'?")]
    [InlineData("buses: [{ kind: i3c, device: /dev/i2c-1, pins: [3], enable: x }]", 5, "no kind of bus")]
    [InlineData("buses: [{ kind: i2c, device: i2c-1, pins: [3], enable: x }]", 5, "no device file")]
    [InlineData("pins: { 3: { line: 1 } }\nbuses: [{ kind: i2c, device: /dev/i2c-1, pins: [3, 55], enable: x }]", 6, "not under pins")]
    [InlineData("pwm: [{ pin: 12, chip: pwmchip0, channel: 0, enable: x }]", 5, "not under pins")]
    [InlineData("overlay: make one\npins: { 7: { line: 1 } }", 6, "pad: is missing")]
    public void Read_ABadFile_IsRefusedWithFileLineAndReason(string rest, int line, string reason)
    {
        string text = $"board: x\ndescription: y\ncompatible: [a]\nchip: c\n{rest}\n";
        InvalidFileException e = Assert.Throws<InvalidFileException>(() => BoardReader.Read(YamlFile.Parse(text, "x.yaml")));
        Assert.Contains(e.Problems, p => p.File == "x.yaml" && p.Line == line && p.ToString().Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NoChipAnywhere_SaysWhereToWriteIt()
    {
        InvalidFileException e = Assert.Throws<InvalidFileException>(() => BoardReader.Read(YamlFile.Parse("board: x\ndescription: y\npins: { 7: { line: 1 } }", "x.yaml")));
        Assert.Contains("gpiodetect", e.Message, StringComparison.Ordinal);
    }
}

/// <summary>The files that come with the program.</summary>
internal static class BoardFiles
{
    public static string Folder
    {
        get
        {
            DirectoryInfo? at = new(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(at!.FullName, "CodeAct.Robotics.sln"))) at = at.Parent;
            return Path.Combine(at.FullName, "hardware", "boards");
        }
    }

    public static BoardFile Read(string file) => BoardReader.Read(YamlFile.Load(Path.Combine(Folder, file)));
}
