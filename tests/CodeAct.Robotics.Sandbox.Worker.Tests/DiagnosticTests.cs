using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox.Worker.Tests;

/// <summary>The words that the model was trained on.</summary>
public sealed class DiagnosticTests
{
    private readonly Scripts _scripts = new();

    [Fact]
    public void UnknownName_NamesTheNearest() =>
        Assert.Equal(new WorkerError("CS0103", "'Pumpp' does not exist. Did you mean 'Pump'? Nothing ran.", 2, "Pump"), _scripts.Error("int x = 1;\nPumpp.On();"));

    [Fact]
    public void UnknownName_NothingNear_SaysOnlyThat() =>
        Assert.Equal(new WorkerError("CS0103", "'Zzzzzzzzzz' does not exist. Nothing ran.", 1), _scripts.Error("Print(Zzzzzzzzzz);"));

    [Fact]
    public void UnknownName_NearAVariableOfAnEarlierAction_NamesIt()
    {
        _scripts.Print("double moisture = 3;");
        Assert.Equal("moisture", _scripts.Error("Print(moistuer);").Hint);
    }

    [Fact]
    public void MissingMember_ListsWhatTheKindHas() =>
        Assert.Equal(new WorkerError("CS1061", "relay has no 'TurnOn'. It has On(), Off(), IsOn. Nothing ran.", 2), _scripts.Error("int x = 1;\nPump.TurnOn();"));

    [Fact]
    public void MissingMember_Near_IsTheHint() => Assert.Equal("Read", _scripts.Error("Print(Soil.Raed());").Hint);

    [Fact]
    public void MissingMember_OfAFrameworkType_NamesTheNearest() =>
        Assert.Equal("List<int> has no 'Averag'. Did you mean 'Average'? Nothing ran.", _scripts.Error("Print(new List<int>().Averag());").Message);

    [Fact]
    public void OtherCompilerError_HasItsCodeAndLine()
    {
        WorkerError error = _scripts.Error("int x = 1;\n\nint y = \"a\";");
        Assert.Equal(("CS0029", 3), (error.Code, error.Line));
        Assert.Equal("Cannot implicitly convert type 'string' to 'int'. Nothing ran.", error.Message);
    }

    [Fact]
    public void SyntaxError_IsTheFirst() => Assert.Equal(("CS1002", 1), (_scripts.Error("int x = 1\nint y = 2").Code, _scripts.Error("int x = 1\nint y = 2").Line));

    [Theory]
    [InlineData("Thread.Sleep(1);", "System.Threading.Thread is not allowed; use Wait(seconds). Nothing ran.")]
    [InlineData("System.Threading.Thread.Sleep(1);", "System.Threading.Thread is not allowed; use Wait(seconds). Nothing ran.")]
    [InlineData("await Task.Delay(1);", "'await' is not allowed; code is plain synchronous C#: use Wait(seconds). Nothing ran.")]
    [InlineData("Task.Delay(1);", "System.Threading.Tasks.Task is not allowed; code is plain synchronous C#: use Wait(seconds). Nothing ran.")]
    [InlineData("var t = DateTime.Now;", "System.DateTime.Now is not allowed; use Now, the robot's clock in seconds: DateTime.UnixEpoch.AddSeconds(Now). Nothing ran.")]
    [InlineData("var x = System.IO.File.ReadAllText(\"a\");", "System.IO.File is not allowed; there are no files here: use Print(value). Nothing ran.")]
    [InlineData("File.ReadAllText(\"a\");", "System.IO.File is not allowed; there are no files here: use Print(value). Nothing ran.")]
    [InlineData("var t = 1.GetType();", "System.Object.GetType is not allowed; use 'is' to test a type. Nothing ran.")]
    [InlineData("var t = typeof(int);", "System.Type is not allowed; use 'is' to test a type. Nothing ran.")]
    [InlineData("var r = Random.Shared.Next();", "System.Random.Shared is not allowed; use new Random(), which the task seeds. Nothing ran.")]
    [InlineData("var r = new System.Random();", "System.Random is not allowed; use new Random(), which the task seeds. Nothing ran.")]
    [InlineData("System.Net.Sockets.Socket s = null;", "System.Net.Sockets is not allowed; there is no network here: use the robot's devices. Nothing ran.")]
    [InlineData("System.Diagnostics.Process.Start(\"a\");", "System.Diagnostics.Process is not allowed; code can only use the robot's devices. Nothing ran.")]
    [InlineData("global::CodeAct.Sandbox.Bridge.Call(0, 0);", "CodeAct.Sandbox.Bridge is not allowed; use the robot's members. Nothing ran.")]
    [InlineData("string s = string.Create(3, 1, (a, b) => { });", "System.String.Create is not allowed. Nothing ran.")]
    public void NotAllowed_TeachesWhatToUse(string code, string message)
    {
        WorkerError error = _scripts.Error("\n" + code);
        Assert.Equal(new WorkerError("not-allowed", message, 2), error);
    }

    [Theory]
    [InlineData("int Div(int a)\n{\n    return 1 / a;\n}\nPrint(1);\nDiv(0);", 3, "DivideByZeroException: Attempted to divide by zero.")]
    [InlineData("var l = new List<int>();\nfor (int i = 0;\n  l[i] > 0; i++) { }", 3, "ArgumentOutOfRangeException")]
    [InlineData("int n = 3;\nwhile (10 / n > 0)\n{\n    n--;\n}", 2, "DivideByZeroException")]
    [InlineData("new List<int> { 1 }.ForEach(x =>\n{\n    throw new InvalidOperationException(\"a\");\n});", 3, "InvalidOperationException: a")]
    [InlineData("int F(int n) => n;\nPrint(F(2));\nthrow new Exception(\"b\");", 3, "Exception: b")]
    [InlineData("try\n{\n    throw new Exception(\"c\");\n}\ncatch\n{\n    throw;\n}", 3, "Exception: c")]
    [InlineData("class E : Exception { public override string Message => throw new Exception(); }\nthrow new E();", 2, "E")]
    [InlineData("string s = null;\nPrint(s.Length);", 2, "NullReferenceException")]
    [InlineData("static class S { public static int V = int.Parse(\"x\"); }\nPrint(S.V);", 2, "FormatException")]
    public void Exception_HasItsLineAndMessage(string code, int line, string message)
    {
        WorkerError error = _scripts.Error(code);
        Assert.Equal(("exception", (int?)line), (error.Code, error.Line));
        Assert.StartsWith(message, error.Message);
    }

    [Fact]
    public void DeviceError_Uncaught_HasItsCode()
    {
        _scripts.Answer = (_, _, _, _) => new ReplyFrame(0, true, 0, 0, 0, null, "max-on\nPump may be on for at most 30 s; it was switched off.");
        Assert.Equal(new WorkerError("max-on", "Pump may be on for at most 30 s; it was switched off.", 2), _scripts.Error("Print(1);\nPump.On();"));
    }

    [Fact]
    public void DeviceError_Caught_TellsItsCode()
    {
        _scripts.Answer = (_, _, _, _) => new ReplyFrame(0, true, 0, 0, 0, null, "no-reading\nSoil gives no reading.");
        Assert.Equal("no-reading Soil gives no reading.\n", _scripts.Print("try { Soil.Read(); } catch (DeviceException e) { Print($\"{e.Code} {e.Message}\"); }"));
    }
}
