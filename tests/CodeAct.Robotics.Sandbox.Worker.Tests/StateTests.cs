namespace CodeAct.Robotics.Sandbox.Worker.Tests;

public sealed class StateTests
{
    private readonly Scripts _scripts = new();

    [Fact]
    public void Run_VariablesFunctionsTypesAndUsings_StayAcrossActions()
    {
        _scripts.Print("int x = 5; int Twice(int n) => n * 2; class Box { public int V; } record Point(int X, int Y);");
        _scripts.Print("using S = System.Text.StringBuilder; x += 1;");
        Assert.Equal("12 7 Point { X = 1, Y = 2 } s\n", _scripts.Print("var b = new Box { V = 7 }; var s = new S(); s.Append('s'); Print($\"{Twice(x)} {b.V} {new Point(1, 2)} {s}\");"));
    }

    [Fact]
    public void Run_RedeclaredInALaterAction_HidesTheEarlier()
    {
        _scripts.Print("int x = 5; int F() => 1;");
        _scripts.Print("string x = \"a\"; int F() => 2;");
        Assert.Equal("a2\n", _scripts.Print("Print(x + F());"));
    }

    [Fact]
    public void Run_RedeclaredPartly_KeepsTheRest()
    {
        _scripts.Print("int x = 5; int y = 6;");
        _scripts.Print("int x = 7;");
        _scripts.Print("int x = 8;");
        Assert.Equal("86\n", _scripts.Print("Print($\"{x}{y}\");"));
    }

    [Fact]
    public void Run_OverloadInALaterAction_LeavesTheEarlier()
    {
        _scripts.Print("int F(int n) => 1;");
        _scripts.Print("int F(string s) => 2;");
        Assert.Equal("1 2\n", _scripts.Print("Print($\"{F(0)} {F(\"\")}\");"));
    }

    [Fact]
    public void Run_AfterAnActionThatDidNotCompile_StateIsThere()
    {
        _scripts.Print("int x = 5;");
        _scripts.Error("int z = y;");
        Assert.Equal("5\n", _scripts.Print("Print(x);"));
        Assert.Equal("CS0103", _scripts.Error("Print(z);").Code);
    }

    [Fact]
    public void Run_AfterAnActionThatThrew_KeepsWhatItSet()
    {
        _scripts.Error("int x = 5; throw new Exception();");
        Assert.Equal("5\n", _scripts.Print("Print(x);"));
    }

    [Fact]
    public void Run_ManyActions_ChainStaysShortWhereNamesRepeat()
    {
        for (int i = 0; i < 100; i++) Assert.Equal($"{i} {i + 1}\n", _scripts.Print($"int x = {i}; int F(int n) => n + 1; Print($\"{{x}} {{F(x)}}\");"));
    }

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("41.25", "41.25")]
    [InlineData("true", "True")]
    [InlineData("new List<int> { 1, 2 }", "[1, 2]")]
    [InlineData("(string)null", "null")]
    [InlineData("return 3;", "3")]
    [InlineData("Pump.On()", null)]
    [InlineData("1 + 1;", null)]
    public void Run_LastExpressionWithoutSemicolon_IsReturned(string code, string? returned)
    {
        var finished = _scripts.Run(code);
        if (code == "1 + 1;") Assert.Equal("CS0201", finished.Error!.Code);
        else Assert.Null(finished.Error);
        Assert.Equal(returned, finished.Returned);
    }

    [Fact]
    public void Run_Done_EndsWhereItStands()
    {
        var finished = _scripts.Run("try { Print(1); Done($\"{41.26:F1} %\"); Print(2); } catch { Print(3); } finally { Print(4); }");
        Assert.Equal("41.3 %", finished.Done!.Answer);
        Assert.True(finished.Done.Ok);
        Assert.Equal("1\n", _scripts.Printed);
    }

    [Fact]
    public void Run_FailInALambda_EndsTheAction()
    {
        var finished = _scripts.Run("new List<int> { 1 }.ForEach(n => Fail(\"no\")); Print(2);");
        Assert.Equal(new Protocol.WorkerEnd(false, "no"), finished.Done);
        Assert.Equal("", _scripts.Printed);
    }

    [Fact]
    public void Random_SameSeedOfTheTask_SameNumbers()
    {
        const string Code = "var a = new Random(); var b = new Random(); Print($\"{a.Next(1000)} {b.Next(1000)}\");";
        string first = _scripts.Print(Code);
        Assert.Equal(first, new Scripts().Print(Code));
        Assert.NotEqual(first, new Scripts(seed: 2).Print(Code));
    }
}
