namespace CodeAct.Robotics.Hardware.Linux.Displays;

/// <summary>A chip that shows lines of characters.</summary>
internal interface ITextPanel
{
    /// <summary>Characters in a line.</summary>
    int Columns { get; }

    /// <summary>Lines.</summary>
    int Rows { get; }

    /// <summary>Whether it has a character.</summary>
    bool Has(char character);

    /// <summary>Shows these lines and nothing else; none switches its light off.</summary>
    /// <exception cref="Chips.ChipException">It does not answer.</exception>
    void Show(IReadOnlyList<string> lines);
}
