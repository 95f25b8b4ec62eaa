namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>What code has declared so far, in this action and in those before it. Immutable; equal where the names are.</summary>
public sealed class DeclaredNames : IEquatable<DeclaredNames>
{
    /// <summary>Nothing declared.</summary>
    public static readonly DeclaredNames None = new(null, "", false, false, CodeFeatures.None, 0);

    private readonly DeclaredNames? _before;
    private readonly string _name;
    private readonly bool _isType;
    private readonly bool _isInner;
    private readonly int _hash;
    private readonly CodeFeatures _features;

    private DeclaredNames(DeclaredNames? before, string name, bool isType, bool isInner, CodeFeatures features, int hash) =>
        (_before, _name, _isType, _isInner, _features, _hash) = (before, name, isType, isInner, features, hash);

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
    /// <param name="name">The name.</param>
    /// <param name="isType">Whether it is a type's.</param>
    /// <param name="isInner">Whether it is known in a loop or a block only.</param>
    internal DeclaredNames With(string name, bool isType = false, bool isInner = false) =>
        Find(name) is { } known && (known._isType || !isType) && (isInner || !known._isInner) ? this : new(this, name, isType, isInner, _features, HashCode.Combine(_hash, name, isType, isInner));

    /// <summary>What is known behind the code that declared these after others: no loop's variable, and nothing of a block.</summary>
    internal DeclaredNames Behind(DeclaredNames before)
    {
        var outer = new Stack<DeclaredNames>();
        for (DeclaredNames? at = this; at is not null && !ReferenceEquals(at, before); at = at._before)
            if (!at._isInner && at._name.Length > 0) outer.Push(at);
        return outer.Aggregate(before.With(_features), (names, next) => names.With(next._name, next._isType));
    }

    internal DeclaredNames With(CodeFeatures features) =>
        (_features | features) == _features ? this : new(this, "", false, false, _features | features, HashCode.Combine(_hash, _features | features));

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
            if (left is null || right is null || left._hash != right._hash || left._isType != right._isType || left._isInner != right._isInner || left._features != right._features || left._name != right._name) return false;
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
