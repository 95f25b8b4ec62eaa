using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox.Worker.Tests;

public sealed class AnalysisTests
{
    private readonly Scripts _scripts = new();

    [Theory]
    [InlineData("class P { [ThreadStatic] public static int X; }", "Attributes")]
    [InlineData("namespace N { }", "Namespaces")]
    [InlineData("class P { public static extern int F(); }", "'extern'")]
    [InlineData("extern alias A;", "'extern alias'")]
    [InlineData("unsafe { }", "'unsafe'")]
    [InlineData("unsafe void F() { }", "'unsafe'")]
    [InlineData("int* p = null;", "Pointers")]
    [InlineData("Span<int> s = stackalloc int[3];", "'stackalloc'")]
    [InlineData("class C { ~C() { } }", "Destructors")]
    [InlineData("class C { static C() { } }", "Static constructors")]
    [InlineData("struct S { }", "Structs")]
    [InlineData("record struct S(int X);", "Structs")]
    [InlineData("#r \"a\"", "Lines that begin with #")]
    [InlineData("#pragma warning disable", "Lines that begin with #")]
    [InlineData("#if true\n#endif", "Lines that begin with #")]
    [InlineData("try { } catch (Exception e) when (e.Message == \"\") { }", "'when'")]
    [InlineData("async void F() { }", "'async'")]
    [InlineData("var f = async () => { };", "'async'")]
    [InlineData("lock (\"a\") { }", "'lock'")]
    [InlineData("L: Print(1);", "Labels")]
    [InlineData("goto L;", "'goto'")]
    [InlineData("switch (1) { case 1: goto default; default: break; }", "'goto default'")]
    [InlineData("dynamic d = 1;", "'dynamic'")]
    [InlineData("class C { volatile int X; }", "'volatile'")]
    [InlineData("int x = 1; ref int y = ref x;", "References")]
    [InlineData("int __x = 1;", "Names may not begin")]
    [InlineData("int \\u0061bc = 1;", "Names may not be written")]
    [InlineData("string s = \"\u202E\";", "Characters that change")]
    [InlineData("delegate*<int> p = null;", "Function pointers")]
    [InlineData("class C { C(int n) : this(new C(1).X) { } int X = 1; }", "An own object")]
    public void Refused_LanguageFeature(string code, string start)
    {
        FinishedMessage finished = _scripts.Run(code);
        Assert.Equal((WorkerStage.Analysis, "not-allowed"), (finished.Stage, finished.Error!.Code));
        Assert.StartsWith(start, finished.Error.Message);
        Assert.EndsWith(" Nothing ran.", finished.Error.Message);
    }

    public static TheoryData<string> Bombs => new()
    {
        "var s = " + string.Concat(Enumerable.Repeat("$\"{", 25)) + "1" + string.Concat(Enumerable.Repeat("}\"", 25)) + ";",
        "var s = " + string.Concat(Enumerable.Repeat("$\"\"\"{", 9)) + "1" + string.Concat(Enumerable.Repeat("}\"\"\"", 9)) + ";",
        "var x = " + new string('(', 100) + "1" + new string(')', 100) + ";",
        "var x = " + new string('!', 10000) + "true;",
        "var x = \"\"" + string.Concat(Enumerable.Repeat(".Trim()", 200)) + ";",
        "int y = 1; var x = 1" + string.Concat(Enumerable.Repeat("+y", 500)) + ";",
        "Func<int, int> f = a => { Func<int, int> g = b => { Func<int, int> h = c => { Func<int, int> i = d => { Func<int, int> j = e => 1; return 1; }; return 1; }; return 1; }; return 1; };",
        "const string a = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\";" + string.Concat(Enumerable.Range(0, 20).Select(i => $"const string c{i} = {(i == 0 ? "a+a" : $"c{i - 1}+c{i - 1}")};")),
        new string(' ', 20_000),
        "var x = new[] { " + string.Concat(Enumerable.Repeat("1,", 4000)) + "};",
        "int" + string.Concat(Enumerable.Repeat("[]", 500)) + " x = null;",
        "var q = from a in new[] { 1 } " + string.Concat(Enumerable.Range(0, 20).Select(i => $"let v{i} = a ")) + "select a;",
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Refused_CompilerBomb(string code)
    {
        FinishedMessage finished = _scripts.Run(code);
        Assert.Equal((WorkerStage.Analysis, "not-allowed"), (finished.Stage, finished.Error!.Code));
    }

    [Fact]
    public void Refused_ConstantsThatDoubleAcrossActions()
    {
        _scripts.Print("const string c0 = \"" + new string('a', 1000) + "\";");
        _scripts.Print("const string c1 = c0 + c0;");
        _scripts.Print("const string c2 = c1 + c1;");
        Assert.Equal("not-allowed", _scripts.Error("const string c3 = c2 + c2;").Code);
    }

    [Theory]
    [InlineData("var s = $\"{$\"{1}\"} {{}} {(true ? \"a\" : \"b\")}\"; Print(s);", "1 {} a\n")]
    [InlineData("Print($\"\"\"{1} \"x\" \"\"\"); Print(@\"a\\\"); Print(\"\\\"\"); Print('\"'); Print('\\''); // { { \" $\"{", "1 \"x\" \na\\\n\"\n\"\n'\n")]
    [InlineData("var d = new Dictionary<string, double> { [\"a\"] = 1 }; Print(d[\"a\"]); foreach (var (k, v) in d) Print(k + v);", "1\na1\n")]
    [InlineData("var (a, b) = (1, 2); Print(a + b); int[] x = [1, 2, .. new[] { 3 }]; Print(x[^1]); Print(x[1..].Length);", "3\n3\n2\n")]
    [InlineData("object o = 5; Print(o switch { int n when n > 3 => \"big\", _ => \"small\" }); Print(o is int and > 2);", "big\nTrue\n")]
    [InlineData("enum E { A, B } Print(E.B); Print(Enum.Parse<E>(\"A\"));", "B\nA\n")]
    [InlineData("record P(double X, double Y) { public double L => Math.Sqrt(X * X + Y * Y); } var p = new P(3, 4) with { X = 0 }; Print(p.L);", "4\n")]
    [InlineData("abstract class A { public abstract int F(); } class B : A { int n = 2; public override int F() => n; } A a = new B(); Print(a.F());", "2\n")]
    [InlineData("IEnumerable<int> F() { for (int i = 0; i < 3; i++) { if (i == 1) continue; yield return i; } } Print(F());", "[0, 2]\n")]
    [InlineData("var t = TimeSpan.FromSeconds(90); Print(t.TotalMinutes); Print(t);", "1.5\n00:01:30\n")]
    [InlineData("var s = new StringBuilder(); s.Append($\"{1:F2}\").AppendLine(\"a\"); Print(s.ToString().Trim());", "1.00a\n")]
    [InlineData("Print(string.Join(\", \", new[] { 1.5, 2 }.Select(v => v.ToString(\"F1\")))); Print(\"a,b\".Split(',').Length);", "1.5, 2.0\n2\n")]
    [InlineData("var q = new Queue<int>(); q.Enqueue(1); var st = new Stack<int>(q); Print(st.Pop()); var h = new HashSet<int> { 1, 1 }; Print(h.Count);", "1\n1\n")]
    [InlineData("int? n = null; Print(n ?? 3); string s = null; Print(s?.Length == null); s ??= \"x\"; Print(s);", "3\nTrue\nx\n")]
    [InlineData("try { throw new InvalidOperationException(\"a\"); } catch (InvalidOperationException e) { Print(e.Message); } finally { Print(\"f\"); }", "a\nf\n")]
    [InlineData("int x; try { x = 1; } finally { } Print(x); int F(bool b) { while (true) { if (b) return 1; } } Print(F(true));", "1\n1\n")]
    [InlineData("int F() { int y; try { y = int.Parse(\"1\"); } finally { y = 2; } return y; } Print(F());", "2\n")]
    [InlineData("Print(new[] { 3, 1, 2 }.OrderBy(v => v).Reverse()); Array.Sort(new[] { 2, 1 }, (a, b) => a - b); int[] z = { 1, 2 }; Array.Reverse(z); Print(z);", "[3, 2, 1]\n[2, 1]\n")]
    [InlineData("var g = from v in new[] { 1, 2, 3 } where v > 1 orderby -v select v * 2; Print(g); Print(Enumerable.Range(1, 4).GroupBy(v => v % 2).Select(k => k.Sum()));", "[6, 4]\n[4, 6]\n")]
    [InlineData("void Swap(ref int a, ref int b) { (a, b) = (b, a); } int m = 1, n = 2; Swap(ref m, ref n); Print(m); int.TryParse(\"5\", out var p); Print(p);", "2\n5\n")]
    [InlineData("Console.WriteLine(\"{0}-{1}\", 1, 2); Console.Write(\"a\"); Console.WriteLine(); Console.WriteLine(1.5); Print(null);", "1-2\na\n1.5\nnull\n")]
    [InlineData("class Bad : Exception { public Bad(string m) : base(m) { } } try { throw new Bad(\"q\"); } catch (Bad e) { Print(e.Message); }", "q\n")]
    [InlineData("event Action E; E += () => Print(1); E(); delegate int D(int x); D d = x => x + 1; Print(d(1));", "1\n2\n")]
    [InlineData("using System.Threading; using System.IO; Print(1);", "1\n")]
    [InlineData("T Largest<T>(IEnumerable<T> items) where T : IComparable<T> { T m = items.First(); foreach (var i in items) if (i.CompareTo(m) > 0) m = i; return m; } Print(Largest(new[] { 1, 3, 2 }));", "3\n")]
    [InlineData("switch (3) { case 1: Print(1); break; case > 2: Print(\"many\"); break; default: break; } for (int i = 0, j = 9; i < j; i += 4, j--) Print(i + j);", "many\n9\n12\n")]
    [InlineData("class Node { public int V { get; set; } = 1; public Node Next; } var a = new Node { V = 2, Next = new Node() }; Print(a.Next.V + a.V); Print(a is { V: 2, Next.V: 1 });", "3\nTrue\n")]
    public void Allowed_HarmlessCode(string code, string printed) => Assert.Equal(printed, _scripts.Print(code));
}
