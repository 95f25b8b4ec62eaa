using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// What a model's reply to a robot may be: a thought on one line and one block of C#, whose names are the manifest's devices with
/// their members, the always-there names, the sandbox's allow-list and what the code declares itself. Types of expressions are
/// not known here: after a dot that follows neither a device nor a type, any member that some type has is taken.
/// Immutable; safe from many threads.
/// </summary>
public sealed class ActionGrammar
{
    private static readonly string[] TypeParameters = ["T", "U", "K", "V", "TKey", "TValue", "TResult", "TItem", "TSource"];
    private static readonly string[] Namespaces = ["System", "Collections", "Generic", "ObjectModel", "Linq", "Text", "Globalization", "CodeAct", "Devices"];
    private static readonly ConditionalWeakTable<RobotManifest, ActionGrammar> Made = [];
    // Of a robot that runs for months.
    private const int MostParts = 32;

    private readonly Dictionary<string, BareName> _bare = [];
    private readonly Dictionary<string, string> _descriptions;
    private readonly RobotManifest _manifest;
    private readonly ConcurrentDictionary<string, ActionGrammar> _parts = [];

    /// <summary>The grammar of a robot.</summary>
    public ActionGrammar(RobotManifest manifest)
    {
        _manifest = manifest;
        Robot = manifest.Robot;
        Thoughts = new ThoughtNames(manifest);
        AllowedNames allowed = AllowedNames.Default;
        DeviceKind[] kinds = [.. manifest.Devices.Select(d => d.Kind).Distinct()];
        Functions = RobotFunctions.Of(kinds);
        var members = new HashSet<string>(allowed.Members());
        members.UnionWith(kinds.SelectMany(k => k.Members).Select(m => m.Name));
        if (kinds.Contains(DeviceKinds.Drive)) members.UnionWith(["X", "Y", "Heading"]);
        MemberNames = [.. members.Order(StringComparer.Ordinal)];
        Types = [.. allowed.Types.Keys.Concat(kinds.Select(k => k.TypeName)).Concat(kinds.Contains(DeviceKinds.Drive) ? ["Pose"] : []).Distinct().Order(StringComparer.Ordinal)];
        Devices = [.. manifest.Devices.Select(d => (d.Name, d.Kind))];
        DeviceNames = NameTrie.Of(manifest.Devices.Select(d => d.Name));
        _descriptions = manifest.Devices.Where(d => d.Description.Length > 0 && !d.Description.Any(char.IsControl)).ToDictionary(d => d.Name, d => d.Description);
        foreach (string name in TypeParameters) _bare[name] = new BareName(BareKind.TypeParameter);
        var full = NameTrie.Of(Namespaces.Concat(Types));
        foreach (string name in new[] { "System", "CodeAct" }) _bare[name] = new BareName(BareKind.Namespace, full);
        foreach (string type in Types)
            _bare[type] = new BareName(BareKind.Type, allowed.Types.TryGetValue(type, out HashSet<string>? own) ? NameTrie.Of(own) : NameTrie.Of());
        foreach ((string name, Callee? callee) in Functions) _bare[name] = new BareName(callee is null ? BareKind.Value : BareKind.Function) { Callee = callee };
        foreach (DeviceSpec device in manifest.Devices) _bare[device.Name] = RobotFunctions.Device(device, Types.Contains(device.Name, StringComparer.Ordinal));
        Statement = NameTrie.Of(CSharpWords.In(WordPlace.Statement).Concat(_bare.Keys));
        Value = NameTrie.Of(CSharpWords.In(WordPlace.Value).Concat(_bare.Keys));
        ValueOrMember = NameTrie.Of(CSharpWords.In(WordPlace.Value).Concat(_bare.Keys).Concat(members));
        After = NameTrie.Of(CSharpWords.In(WordPlace.After));
        AfterInQuery = NameTrie.Of(CSharpWords.In(WordPlace.After | WordPlace.Query));
        Accessor = NameTrie.Of(CSharpWords.In(WordPlace.Accessor | WordPlace.Statement).Concat(_bare.Keys));
        Members = NameTrie.Of(members);
        FunctionNames = NameTrie.Of(Functions.Keys);
        RobotNames = NameTrie.Of(Devices.Select(e => e.Name).Concat(Functions.Keys));
        Measuring = NameTrie.Of(Devices.Where(d => d.Kind.IsMeasuring).Select(d => d.Name));
        string[] silent = [.. Devices.Where(d => d.Kind.Members.All(m => m.Result == MemberResult.None) && !Types.Contains(d.Name, StringComparer.Ordinal)).Select(d => d.Name)];
        Values = NameTrie.Of(CSharpWords.In(WordPlace.Value).Concat(_bare.Keys).Except(silent));
        RobotValues = NameTrie.Of(Devices.Select(e => e.Name).Concat(Functions.Keys).Except(silent));
        OtherLetters = [.. _bare.Keys.Concat(members).Concat(_descriptions.Values).SelectMany(n => n).Where(c => c > '~').Distinct()];
    }

    /// <summary>The robot's name.</summary>
    public string Robot { get; }

    /// <summary>What the robot's thoughts may say of its devices.</summary>
    public ThoughtNames Thoughts { get; }

    /// <summary>The devices.</summary>
    public IReadOnlyList<(string Name, DeviceKind Kind)> Devices { get; }

    /// <summary>The types that code may name, by their plain names.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>Every member that some type has.</summary>
    public IReadOnlyList<string> MemberNames { get; }

    /// <summary>The always-there names that this robot has; null for one that is no function.</summary>
    internal IReadOnlyDictionary<string, Callee?> Functions { get; }

    /// <summary>Letters beyond ASCII in the names.</summary>
    internal IReadOnlyList<char> OtherLetters { get; }

    internal NameTrie Statement { get; }

    internal NameTrie Value { get; }

    internal NameTrie ValueOrMember { get; }

    internal NameTrie After { get; }

    internal NameTrie AfterInQuery { get; }

    internal NameTrie Accessor { get; }

    internal NameTrie Members { get; }

    internal NameTrie RobotNames { get; }

    internal NameTrie FunctionNames { get; }

    /// <summary>The devices that measure.</summary>
    internal NameTrie Measuring { get; }

    /// <summary>As <see cref="Value"/>, without devices that tell nothing.</summary>
    internal NameTrie Values { get; }

    /// <summary>As <see cref="RobotNames"/>, without devices that tell nothing.</summary>
    internal NameTrie RobotValues { get; }

    internal NameTrie DeviceNames { get; }

    /// <summary>The grammar of a robot, made once for each manifest.</summary>
    public static ActionGrammar For(RobotManifest manifest) => Made.GetValue(manifest, m => new ActionGrammar(m));

    /// <summary>The grammar of the code after a thought: where that tells what devices are for, the code names these and no others.</summary>
    internal ActionGrammar Behind(string thought, string task)
    {
        if (Thoughts.Meant(thought, task) is not { } meant || meant.Count == Devices.Count) return this;
        if (_parts.Count >= MostParts) _parts.Clear();
        return _parts.GetOrAdd(string.Join(' ', meant.Select(d => d.Name)), _ => new ActionGrammar(_manifest with { Devices = meant }));
    }

    /// <summary>Where a reply begins.</summary>
    /// <param name="declared">What earlier actions of the task declared.</param>
    public ReplyState Start(DeclaredNames? declared = null) => ReplyState.Begin(this, declared ?? DeclaredNames.None);

    /// <summary>What a device is for, in the manifest's words; null where it does not say.</summary>
    internal string? Description(string device) => _descriptions.GetValueOrDefault(device);

    internal BareName? Bare(string name) => _bare.GetValueOrDefault(name);
}
