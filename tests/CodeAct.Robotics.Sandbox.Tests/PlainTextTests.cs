namespace CodeAct.Robotics.Sandbox.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("plain 21.5 °C\n\tend ü😀", "plain 21.5 °C\n\tend ü😀")]
    [InlineData("\u001b[31mred\u001b[0m", "\uFFFD[31mred\uFFFD[0m")]
    [InlineData("bell\a back\b\u009b2J\r", "bell\uFFFD back\uFFFD\uFFFD2J\uFFFD")]
    [InlineData("", "")]
    public void Of_ControlCharacters_AreReplaced(string text, string plain) => Assert.Equal(plain, PlainText.Of(text));
}
