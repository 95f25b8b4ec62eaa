namespace CodeAct.Robotics.Agents;

/// <summary>Notices a model that does the same thing and fails the same way again.</summary>
internal sealed class RepeatDetector
{
    private string? _last;

    /// <summary>How often in a row the same action failed the same way; 1 for the first time, 0 after a success.</summary>
    public int Count { get; private set; }

    /// <summary>Books an outcome.</summary>
    /// <param name="code">The action's code, or the reply where it had none.</param>
    /// <param name="error">Its error, or null.</param>
    public void Book(string code, ActionError? error)
    {
        string? key = error is null ? null : $"{error.Code}\n{string.Concat(code.Where(c => !char.IsWhiteSpace(c)))}";
        Count = key is null ? 0 : key == _last ? Count + 1 : 1;
        _last = key;
    }
}
