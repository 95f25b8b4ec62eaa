using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary>Prints a reply while it comes: the thought as it is, the code indented and coloured, the fences left out.</summary>
internal sealed class ReplyPrinter(IAnsiConsole console)
{
    private static readonly Style Code = new(Color.Aqua);
    private static readonly Style Thought = new(decoration: Decoration.Italic);
    private string _line = "";
    private bool _inCode;

    /// <summary>Takes a piece of any length.</summary>
    public void Write(string text)
    {
        foreach (char c in text)
        {
            if (c == '\n')
            {
                EndLine();
                continue;
            }

            _line += c;
            // A line that may become a fence is held back until it is told apart.
            if ("```csharp".StartsWith(_line.TrimStart(), StringComparison.OrdinalIgnoreCase) || _line.TrimStart().StartsWith("```", StringComparison.Ordinal)) continue;
            if (_shown == 0) Show(_inCode ? $"    {_line}" : $"  {_line}");
            else Show(_line[_shown..]);
            _shown = _line.Length;
        }
    }

    /// <summary>Ends the reply.</summary>
    public void End()
    {
        if (_line.Length > 0) EndLine();
        _inCode = false;
    }

    private int _shown;

    private void EndLine()
    {
        bool fence = _line.TrimStart().StartsWith("```", StringComparison.Ordinal);
        if (fence) _inCode = !_inCode;
        else
        {
            if (_shown < _line.Length) Show(_shown == 0 ? $"{(_inCode ? "    " : "  ")}{_line}" : _line[_shown..]);
            console.WriteLine();
        }

        _line = "";
        _shown = 0;
    }

    private void Show(string text) => console.Write(new Text(text, _inCode ? Code : Thought));
}
