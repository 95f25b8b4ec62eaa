using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox.Worker.Tests;

public sealed class BudgetTests
{
    private const string Statements = "The action ran more than 100,000 statements.";
    private const string Depth = "Calls are nested more than 64 deep.";

    private readonly Scripts _scripts = new(new Budgets { Statements = 100_000, OutputLength = 100, DeviceCalls = 10 });

    [Theory]
    [InlineData("while (true);")]
    [InlineData("for (;;) { }")]
    [InlineData("do { } while (true);")]
    [InlineData("int i = 0; while (i >= 0) { { } }")]
    [InlineData("for (;;) try { for (;;); } catch { }")]
    [InlineData("try { for (;;); } catch { for (;;); }")]
    [InlineData("try { for (;;); } finally { for (;;); }")]
    [InlineData("try { for (;;); } catch (Exception e) { Print(e); } Print(1);")]
    [InlineData("IEnumerable<int> I() { for (;;) yield return 1; } var n = I().Count();")]
    [InlineData("class K : IComparer<int> { public int Compare(int a, int b) { for (;;); } } Array.Sort(new[] { 2, 1 }, new K());")]
    [InlineData("class C { public override string ToString() { for (;;); } } Print(new C());")]
    [InlineData("class C { public override string ToString() { for (;;); } } new C()")]
    [InlineData("class E : Exception { public override string Message { get { for (;;); } } } throw new E();")]
    [InlineData("class D : IDisposable { public void Dispose() { for (;;); } } using (new D()) { }")]
    [InlineData("class E { public E GetEnumerator() => this; public bool MoveNext() => true; public int Current => 0; } foreach (var x in new E()) { }")]
    [InlineData("var q = from x in Enumerable.Repeat(1, 1000000) select x + 1; Print(q.Sum());")]
    [InlineData("Func<bool> f = () => { while (true) { } }; WaitUntil(f, 3);")]
    public void Run_EndlessCode_SpendsStatements(string code)
    {
        WorkerError error = _scripts.Error(code);
        if (error.Code == "exception") Assert.StartsWith("E", error.Message);
        else Assert.Equal(("budget", Statements), (error.Code, error.Message));
        Assert.DoesNotContain("1", _scripts.Printed);
    }

    [Theory]
    [InlineData("int F(int n) => F(n + 1); F(0);")]
    [InlineData("void F() { F(); } F();")]
    [InlineData("int A(int n) => B(n); int B(int n) => A(n); A(0);")]
    [InlineData("Func<int, int> f = null; f = n => f(n); f(0);")]
    [InlineData("class C { public int this[int i] => this[i]; } var v = new C()[0];")]
    [InlineData("class C { public C N = new C(); } new C();")]
    [InlineData("class C { public C N { get; } = new C(); } new C();")]
    [InlineData("class C { public int P { get { return P; } } } Print(new C().P);")]
    [InlineData("class C { public static C operator +(C a, C b) => a + b; } var c = new C() + new C();")]
    [InlineData("class C { public static implicit operator int(C c) => c; } int i = new C();")]
    [InlineData("void F() { try { F(); } finally { F(); } } F();")]
    [InlineData("IEnumerable<int> I(int d) { foreach (var x in I(d + 1)) yield return x; } foreach (var x in I(0)) { }")]
    [InlineData("void F() { void G() { F(); } G(); } F();")]
    public void Run_RecursionWithoutEnd_SpendsDepth(string code)
    {
        WorkerError error = _scripts.Error(code);
        Assert.Equal(("budget", Depth), (error.Code, error.Message));
    }

    [Fact]
    public void Run_DepthAfterExceptions_IsGivenBack()
    {
        Assert.Equal("500\n", _scripts.Print("int n = 0; void F() { throw new Exception(); } for (int i = 0; i < 500; i++) try { F(); } catch { n++; } Print(n);"));
    }

    [Fact]
    public void Run_TooMuchOutput_KeepsWhatFits()
    {
        WorkerError error = _scripts.Error("while (true) Print(\"x\");");
        Assert.Equal(new WorkerError("budget", "The action printed more than 100 characters.", 1), error);
        Assert.Equal(100, _scripts.Printed.Length);
    }

    [Fact]
    public void Run_TooManyDeviceCalls_Ends()
    {
        WorkerError error = _scripts.Error("try { while (true) Pump.On(); } catch (Exception) { Pump.Off(); } finally { Pump.Off(); }");
        Assert.Equal(new WorkerError("budget", "The action made more than 10 device calls.", 1), error);
        Assert.Equal(10, _scripts.Calls.Count);
    }

    [Fact]
    public void Run_TooLong_TimesOut()
    {
        var scripts = new Scripts(new Budgets { RunSeconds = 0.05, Statements = long.MaxValue });
        WorkerError error = scripts.Error("\nwhile (true);");
        Assert.Equal(new WorkerError("timeout", "The code ran longer than 0.05 s.", 2), error);
    }

    [Fact]
    public void Run_AfterABudgetError_TheNextIsWhole()
    {
        _scripts.Error("int x = 1; while (true) x++;");
        Assert.Equal("True\n", _scripts.Print("Print(x > 1);"));
    }

    [Fact]
    public void Run_EndlessEnumerable_IsCut()
    {
        Assert.Equal("[1, 1, 1", new Scripts().Run("IEnumerable<int> I() { for (;;) yield return 1; } I()").Returned![..8]);
    }
}
