namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A chip that shows lines of text.</summary>
internal interface ITextPanel : IDisposable
{
    int Columns { get; }

    int Rows { get; }

    /// <summary>Replaces what stands there.</summary>
    void Show(IReadOnlyList<string> lines);
}
