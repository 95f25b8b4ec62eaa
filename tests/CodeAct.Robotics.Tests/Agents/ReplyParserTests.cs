using CodeAct.Robotics.Agents;

namespace CodeAct.Robotics.Tests.Agents;

public sealed class ReplyParserTests
{
    [Fact]
    public void Parse_ThoughtAndBlock_TakesBoth()
    {
        ActionSource source = ReplyParser.Parse("Read it.\n```csharp\nvar x = Soil.Read();\nDone(x);\n```");

        Assert.Equal("Read it.", source.Thought);
        Assert.Equal("var x = Soil.Read();\nDone(x);", source.Code);
    }

    [Theory]
    [InlineData("```cs\nDone();\n```")]
    [InlineData("```C#\r\nDone();\r\n```\r\n")]
    [InlineData("Thought.\n\n  ```csharp\nDone();\n  ```\nBye.")]
    public void Parse_OtherSpellingsOfTheFence_AreTaken(string reply) => Assert.Equal("Done();", ReplyParser.Parse(reply).Code);

    [Theory]
    [InlineData("")]
    [InlineData("Just words.")]
    [InlineData("```csharp\n\n```")]
    [InlineData("```csharp\nDone();\n```\n```csharp\nDone();\n```")]
    [InlineData("```csharp\nDone();")]
    [InlineData("```python\nprint()\n```")]
    public void Parse_NotExactlyOneBlock_HasNoCode(string reply) => Assert.Null(ReplyParser.Parse(reply).Code);
}
