using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Boards;

namespace CodeAct.Robotics.Hardware.Linux.Tests.Boards;

public sealed class BoardFinderTests : IDisposable
{
    private readonly FakeKernel _kernel = new(new VirtualTime());
    private readonly string _own = Directory.CreateTempSubdirectory("codeact-").FullName;

    [Theory]
    [InlineData("raspberrypi,5-model-b\0brcm,bcm2712\0", "raspberry-pi-5")]
    [InlineData("raspberrypi,4-model-b\0brcm,bcm2711\0", "raspberry-pi-4")]
    [InlineData("raspberrypi,model-zero-2-w\0brcm,bcm2837\0", "raspberry-pi-zero-2")]
    [InlineData("nvidia,p3768-0000+p3767-0005-super\0nvidia,p3767-0005\0nvidia,tegra234\0", "jetson-orin-nano")]
    [InlineData("nvidia,p3450-0000\0nvidia,tegra210\0", "jetson-nano")]
    [InlineData("radxa,rock-5b\0rockchip,rk3588\0", "generic")]
    public void Find_ByTheDeviceTree_IsThatBoard(string compatible, string board)
    {
        _kernel.Add("/proc/device-tree/compatible", compatible);
        Assert.Equal(board, BoardFinder.Find(_kernel, [BoardFiles.Folder])!.Name);
    }

    [Fact]
    public void Find_NoDeviceTree_IsTheGenericOne() => Assert.Equal("generic", BoardFinder.Find(_kernel, [BoardFiles.Folder])!.Name);

    [Fact]
    public void Find_NoFolder_IsNone() => Assert.Null(BoardFinder.Find(_kernel, [Path.Combine(_own, "none")]));

    [Fact]
    public void Find_AFileOfOnesOwn_ComesBeforeTheShippedOne()
    {
        _kernel.Add("/proc/device-tree/compatible", "raspberrypi,5-model-b\0brcm,bcm2712\0");
        File.WriteAllText(Path.Combine(_own, "mine.yaml"), "board: mine\ndescription: d\ncompatible: [\"raspberrypi,5-model-b\"]\nchip: c\npins: { 7: { line: 1 } }\n");
        Assert.Equal("mine", BoardFinder.Find(_kernel, [_own, BoardFiles.Folder])!.Name);
    }

    [Fact]
    public void Find_TwoFilesFit_TheMoreParticularNameDecides()
    {
        _kernel.Add("/proc/device-tree/compatible", "acme,board-2\0acme,soc\0");
        File.WriteAllText(Path.Combine(_own, "a.yaml"), "board: any\ndescription: d\ncompatible: [\"acme,soc\"]\n");
        File.WriteAllText(Path.Combine(_own, "b.yaml"), "board: two\ndescription: d\ncompatible: [\"acme,board-2\"]\n");
        Assert.Equal("two", BoardFinder.Find(_kernel, [_own])!.Name);
    }

    [Fact]
    public void Find_ABadFile_IsNamed()
    {
        File.WriteAllText(Path.Combine(_own, "bad.yaml"), "board: x\n");
        InvalidFileException e = Assert.Throws<InvalidFileException>(() => BoardFinder.Find(_kernel, [_own]));
        Assert.Contains("bad.yaml", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_own, true);
}
