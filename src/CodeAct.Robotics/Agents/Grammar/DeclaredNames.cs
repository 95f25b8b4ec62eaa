namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>What code has declared so far, in this action and in those before it. Immutable; equal where the names are.</summary>
public sealed class DeclaredNames : IEquatable<DeclaredNames>
{
    /// <summary>Nothing declared.</summary>
    public static readonly DeclaredNames None = new(null, "", false, CodeFeatures.None, 0);

    private readonly DeclaredNames? _before;
    private readonly string _name;
    private readonly bool _isType;
    private readonly int _hash;
    private readonly CodeFeatures _features;

    private DeclaredNames(DeclaredNames? before, string name, bool isType, CodeFeatures features, int hash) =>
        (_before, _name, _isType, _features, _hash) = (before, name, isType, features, hash);

    internal CodeFeatures Features => _features;

    /// <summary>True where this is a declared name.</summary>
    public bool Contains(string name) => Find(name) is not null;

    /// <summary>The declared names, latest first.</summary>
    public IEnumerable<string> All()
    {
        for (DeclaredNames? at = this; at?._before is not null; at = at._before)
            if (at._name.Length > 0) yield return at._name;
    }

    /// <summary>These and one more.</summary>
    internal DeclaredNames With(string name, bool isType = false) =>
        Find(name) is { } known && (known._isType || !isType) ? this : new(this, name, isType, _features, HashCode.Combine(_hash, name, isType));

    internal DeclaredNames With(CodeFeatures features) =>
        (_features | features) == _features ? this : new(this, "", false, _features | features, HashCode.Combine(_hash, _features | features));

    internal bool IsType(string name) => Find(name) is { _isType: true };

    /// <summary>True where some declared name begins so.</summary>
    internal bool AnyBegins(string prefix)
    {
        for (DeclaredNames? at = this; at is not null; at = at._before)
            if (at._name.StartsWith(prefix, StringComparison.Ordinal) && at._name.Length > 0) return true;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(DeclaredNames? other)
    {
        DeclaredNames? left = this, right = other;
        while (!ReferenceEquals(left, right))
        {
            if (left is null || right is null || left._hash != right._hash || left._isType != right._isType || left._features != right._features || left._name != right._name) return false;
            (left, right) = (left._before, right._before);
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeclaredNames);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    private DeclaredNames? Find(string name)
    {
        for (DeclaredNames? at = this; at is not null; at = at._before)
            if (at._name.Length == name.Length && string.Equals(at._name, name, StringComparison.Ordinal)) return at;
        return null;
    }
}

/// <summary>What code has made use of, which lets more follow.</summary>
[Flags]
internal enum CodeFeatures
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A delegate type was named: lambdas may stand outside of calls.</summary>
    Delegates = 1,

    /// <summary>A query has begun.</summary>
    Query = 2,

    /// <summary>using static: members may stand by themselves.</summary>
    StaticUsing = 4,
}
