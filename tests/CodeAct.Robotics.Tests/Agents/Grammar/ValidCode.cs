namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>Code for the greenhouse that compiles.</summary>
public static class ValidCode
{
    /// <summary>Without names of its own that begin with a capital letter, which GBNF could not tell from devices that do not exist.</summary>
    public static TheoryData<string> SmallNames =>
    [
        "int s=0; for(int i=0;i<100;i++) s+=i; return s;",
        "var l=new List<int>{3,1,2}; l.Sort(); return string.Join(\",\",l);",
        "return Enumerable.Range(1,10).Where(x=>x%2==0).Select(x=>x*x).Sum();",
        "try{ throw new InvalidOperationException(\"x\"); }catch(Exception e){ return e.Message; }finally{ Console.WriteLine(\"done\"); }",
        "var d=new Dictionary<string,double>{ [\"a\"]=1 }; return d.TryGetValue(\"a\",out var v)?v:-1;",
        "for(int i=0;i<3;i++){ Pump.On(); } return \"ok\";",
        "var s = $\"{$\"{1}\"} {{}} {(true ? \"a\" : \"b\")}\"; Print(s);",
        "Print($\"\"\"{1} \"x\" \"\"\"); Print(@\"a\\\"); Print(\"\\\"\"); Print('\"'); Print('\\''); // { { \" $\"{",
        "var d = new Dictionary<string, double> { [\"a\"] = 1 }; Print(d[\"a\"]); foreach (var (k, v) in d) Print(k + v);",
        "var (a, b) = (1, 2); Print(a + b); int[] x = [1, 2, .. new[] { 3 }]; Print(x[^1]); Print(x[1..].Length);",
        "object o = 5; Print(o switch { int n when n > 3 => \"big\", _ => \"small\" }); Print(o is int and > 2);",
        "Print($\"{(Pump.IsOn ? 1 : 2)} {History(Soil, 5)?.Count} {History(Soil, 5)?[0]:0.0#} {Now:000.00;-#,##0.0 %}\");",
        "var t = TimeSpan.FromSeconds(90); Print(t.TotalMinutes); Print(t);",
        "var s = new StringBuilder(); s.Append($\"{1:F2}\").AppendLine(\"a\"); Print(s.ToString().Trim());",
        "Print(string.Join(\", \", new[] { 1.5, 2 }.Select(v => v.ToString(\"F1\")))); Print(\"a,b\".Split(',').Length);",
        "var q = new Queue<int>(); q.Enqueue(1); var st = new Stack<int>(q); Print(st.Pop()); var h = new HashSet<int> { 1, 1 }; Print(h.Count);",
        "int? n = null; Print(n ?? 3); string s = null; Print(s?.Length == null); s ??= \"x\"; Print(s);",
        "try { throw new InvalidOperationException(\"a\"); } catch (InvalidOperationException e) { Print(e.Message); } finally { Print(\"f\"); }",
        "Print(new[] { 3, 1, 2 }.OrderBy(v => v).Reverse()); Array.Sort(new[] { 2, 1 }, (a, b) => a - b); int[] z = { 1, 2 }; Array.Reverse(z); Print(z);",
        "var g = from v in new[] { 1, 2, 3 } where v > 1 orderby -v select v * 2; Print(g); Print(Enumerable.Range(1, 4).GroupBy(v => v % 2).Select(k => k.Sum()));",
        "Console.WriteLine(\"{0}-{1}\", 1, 2); Console.Write(\"a\"); Console.WriteLine(); Console.WriteLine(1.5); Print(null);",
        "using System.Threading; using System.IO; Print(1);",
        "switch (3) { case 1: Print(1); break; case > 2: Print(\"many\"); break; default: break; } for (int i = 0, j = 9; i < j; i += 4, j--) Print(i + j);",
        "if (Soil.Read() < 40 && !Pump.IsOn) { Pump.On(); Wait(seconds: 10); Pump.Off(); } else if (Soil.Read() > 80) return; Done();",
        "var rows = History(Temperature, 60).Select((v, i) => new { Minute = i, value = v }).Where(r => r.value > 20).ToList(); Print(rows[0].Minute);",
        "Func<double, double> f = x => x * 2; Func<double, Func<double, double>> g = a => b => a + b; Action<string> say = Print; say($\"{f(2):F1}\"); var h = (double x) => x + 1;",
        "double t = (double)3 / 2; int k = (int)Math.Round(Soil.Read(), 1, MidpointRounding.AwayFromZero); var c = k is > 3 and < 10 ? 'a' : '\\u0041';",
        "var level = Soil.Read() switch { < 20 => \"dry\", >= 20 and < 60 => \"fine\", double w when w > 90 => $\"flooded: {w:0.0}\", _ => \"wet\" };\nPrint(level);",
        "if (!WaitUntil(() => Soil.Read() >= 60, timeout: 30)) Fail(reason: \"too slow\");",
        "WaitUntil(() => { var v = Soil.Read(); return v > 3; }, 10);\ndo { Wait(1); } while (Now < 60);",
        "/* a block\n   of words */ var xs = new List<(string name, double value)>(); // and `more`\nxs.Add((\"a\", 1)); xs.Add((name: \"b\", value: 2)); foreach (var (name, value) in xs) Print($\"{name,-8}: {value}\");",
        "System.Collections.Generic.List<double> xs = new(); xs.Add(System.Math.PI); Print(double.IsNaN(xs[0]) || xs is [var first, ..]);",
        "string text = @\"a \"\"b\"\"\n c\" + $@\"{1}\\\"; var raw = \"\"\"\n    x \"y\"\n    \"\"\"; Print(text + raw + \"\" + $\"\" + '\\n');",
        "var byHour = History(Soil, 120).Chunk(60).Select(c => c.Average()).ToArray(); var m = byHour.Zip(byHour.Skip(1), (a, b) => b - a).ToDictionary(d => d, d => d > 0); Print(m.Count);",
        "try { Heater.On(); } catch (DeviceException e) { Print(e.Code + e.Message); } catch { throw; }",
        "var s = Soil; var old = s.Read(); Fan.Set(level: Math.Clamp(old / 100, 0, 1)); if (Fan.Level >= 0.2) Heater.On(); Vent.MoveTo(Vent.Angle == 0 ? 45 : 0);",
        "Soil.Read()",
        "if (Soil.Read() == 3 || History(Soil, 9)[0] != Soil.Read()) Print(Soil.Read().ToString() + Now);",
        "double? best = null; foreach (var v in History(Soil, 10)) { if (best is null || v > best) best = v; } Done($\"{best ?? 0:F1} and {(best > 3 ? \"a\" : \"b\")}\");",
        "int? a = 3; var b = a is int ? 1 : 2; var c = a is int x && x > 2 ? x : 0; uint mask = 0xFFu << 2; mask |= 1; var y = ~mask & 3 ^ 1; long big = 1_000_000L; float f = .5f; y++; --y;",
    ];

    /// <summary>With such names.</summary>
    public static TheoryData<string> CapitalNames =>
    [
        "IEnumerable<int> G(){ for(int i=0;i<3;i++) yield return i; } return G().Sum();",
        "enum E { A, B } Print(E.B); Print(Enum.Parse<E>(\"A\"));",
        "record P(double X, double Y) { public double L => Math.Sqrt(X * X + Y * Y); } var p = new P(3, 4) with { X = 0 }; Print(p.L);",
        "abstract class A { public abstract int F(); } class B : A { int n = 2; public override int F() => n; } A a = new B(); Print(a.F());",
        "IEnumerable<int> F() { for (int i = 0; i < 3; i++) { if (i == 1) continue; yield return i; } } Print(F());",
        "int x; try { x = 1; } finally { } Print(x); int F(bool b) { while (true) { if (b) return 1; } } Print(F(true));",
        "void Swap(ref int a, ref int b) { (a, b) = (b, a); } int m = 1, n = 2; Swap(ref m, ref n); Print(m); int.TryParse(\"5\", out var p); Print(p);",
        "class Bad : Exception { public Bad(string m) : base(m) { } } try { throw new Bad(\"q\"); } catch (Bad e) { Print(e.Message); }",
        "event Action E; E += () => Print(1); E(); delegate int D(int x); D d = x => x + 1; Print(d(1));",
        "T Largest<T>(IEnumerable<T> items) where T : IComparable<T> { T m = items.First(); foreach (var i in items) if (i.CompareTo(m) > 0) m = i; return m; } Print(Largest(new[] { 1, 3, 2 }));",
        "class Node { public int V { get; set; } = 1; public Node Next; } var a = new Node { V = 2, Next = new Node() }; Print(a.Next.V + a.V); Print(a is { V: 2, Next.V: 1 });",
        "bool Dry(double limit = 40) => Soil.Read() < limit;\n\nvoid Squirt(double seconds)\n{\n    Pump.On();\n    Wait(seconds);\n    Pump.Off();\n}\n\nwhile (Dry()) Squirt(5);\nDone(\"ok\");",
        "(double low, double high) Ends(List<double> xs) => (xs.Min(), xs.Max());\nvar (low, high) = Ends(History(Soil, 60));\nvar e = (low: 1, high: 2.5e3); Print(e.low + e.high);",
        "const double Limit = 40; static double Half(double x) => x / 2; var all = new double[3]; all[0] = Half(Limit); double[][] grid = new double[2][]; var n = all.Length;",
        "var devices = new[] { Pump, Heater }; foreach (var r in devices) { r.Off(); Print(r.IsOn == false); }\nvoid Blink(Relay r, int n) { for (; n > 0; n--) { r.On(); Wait(1); r.Off(); } } Blink(Lamp, n: 3);",
        "string Name(object o) => o switch { null => \"none\", string { Length: > 3 } s => s, (double, int) => \"pair\", Exception { Message: var m } => m, int => \"int\", _ => o.ToString() }; Print(Name(1));",
        "record Reading(double Soil, double Temperature); var r = new Reading(Soil: Soil.Read(), Temperature: 3); Print(r.Soil); var q = new { Soil = Soil.Read(), Now }; Print(q.Soil);",
        "using static System.Math; Print(Sqrt(2)); using M = System.Math; Print(M.Abs(-1));",
    ];
}
