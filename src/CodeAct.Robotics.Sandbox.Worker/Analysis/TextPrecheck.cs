using System.Globalization;

namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>
/// Looks at the bare text, before any parser: what would hang or overflow Roslyn's lexer is refused here. Nested interpolations
/// cost it exponential time, so their depth must be known before.
/// </summary>
internal sealed class TextPrecheck
{
    private const int MaxInterpolation = 3, MaxBrackets = 48;

    private readonly string _code;
    private int _at, _line = 1, _interpolation, _brackets;

    private TextPrecheck(string code) => _code = code;

    /// <summary>Null where the text may be parsed.</summary>
    public static Refusal? Check(string code, int maxLength)
    {
        if (code.Length > maxLength) return new($"The code is longer than {maxLength:N0} characters.", 1);
        return Characters(code) ?? new TextPrecheck(code).Scan();
    }

    private static Refusal? Characters(string code)
    {
        int line = 1;
        foreach (char c in code)
        {
            if (c == '\n') line++;
            else if (c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u061C')
                return new("Characters that change the direction of text are not allowed.", line);
            else if (char.GetUnicodeCategory(c) == UnicodeCategory.Control && c is not ('\t' or '\r'))
                return new("Control characters are not allowed.", line);
        }
        return null;
    }

    private Refusal? Scan() => Code(false);

    // Code up to the end, or in a hole up to its closing brace.
    private Refusal? Code(bool hole)
    {
        int open = 0;
        while (_at < _code.Length)
        {
            char c = _code[_at];
            if (c == '\n') _line++;
            if (hole && open == 0 && c == '}') return null;
            switch (c)
            {
                case '/' when Next(1) == '/': SkipLine(); break;
                case '/' when Next(1) == '*': _at += 2; SkipTo("*/"); _at += 2; break;
                case '\'': SkipCharacter(); break;
                case '"' or '$' or '@' when StringStart(out int dollars, out bool verbatim, out int quotes):
                    if (Text(dollars, verbatim, quotes) is { } refusal) return refusal;
                    break;
                case '(' or '[' or '{':
                    open++;
                    if (++_brackets > MaxBrackets) return new($"Brackets may be nested {MaxBrackets} deep.", _line);
                    _at++;
                    break;
                case ')' or ']' or '}':
                    open--;
                    _brackets--;
                    _at++;
                    break;
                default: _at++; break;
            }
        }
        return null;
    }

    private char Next(int offset) => _at + offset < _code.Length ? _code[_at + offset] : '\0';

    // All five of C#'s line ends: code behind one that is missed here would be looked at by the parser only.
    private void SkipLine()
    {
        while (_at < _code.Length && _code[_at] is not ('\n' or '\r' or '\u0085' or '\u2028' or '\u2029')) _at++;
    }

    private void SkipTo(string end)
    {
        int found = _code.IndexOf(end, Math.Min(_at, _code.Length), StringComparison.Ordinal);
        int to = found < 0 ? _code.Length : found;
        for (; _at < to; _at++)
            if (_code[_at] == '\n') _line++;
    }

    private void SkipCharacter()
    {
        int end = Next(1) == '\\' ? 3 : 2;
        int closing = _code.IndexOf('\'', Math.Min(_at + end, _code.Length));
        // An escape is at most \U and eight digits long; anything else is no character and ends by itself.
        _at = closing < 0 || closing - _at > 12 ? _at + 1 : closing + 1;
    }

    // At $, @ or a quote: whether a string starts here, and of what sort.
    private bool StringStart(out int dollars, out bool verbatim, out int quotes)
    {
        int at = _at;
        dollars = quotes = 0;
        verbatim = false;
        for (; at < _code.Length && _code[at] is '$' or '@'; at++)
        {
            if (_code[at] == '$') dollars++;
            else verbatim = true;
        }
        while (at < _code.Length && _code[at] == '"') { at++; quotes++; }
        if (quotes == 0) return false;
        if (quotes == 2 || verbatim && quotes > 2) quotes = 1;
        _at = at - (CountQuotes(at) - quotes);
        return true;

        int CountQuotes(int end)
        {
            int count = 0;
            while (end - count - 1 >= 0 && _code[end - count - 1] == '"') count++;
            return count;
        }
    }

    // Behind the opening quotes, up to behind the closing ones.
    private Refusal? Text(int dollars, bool verbatim, int quotes)
    {
        bool raw = quotes >= 3;
        while (_at < _code.Length)
        {
            char c = _code[_at];
            if (c == '\n')
            {
                _line++;
                if (!raw && !verbatim) return null;
            }
            if (c == '"')
            {
                int run = Run('"');
                if (raw && run >= quotes) { _at += run; return null; }
                if (!raw && !(verbatim && run >= 2)) { _at++; return null; }
                _at += raw ? run : 2;
            }
            else if (c == '\\' && !raw && !verbatim) _at += 2;
            else if (c == '{' && dollars > 0)
            {
                int run = Run('{');
                _at += run;
                bool hole = raw ? run >= dollars : run % 2 == 1;
                if (hole && Hole() is { } refusal) return refusal;
            }
            else _at++;
        }
        return null;
    }

    private Refusal? Hole()
    {
        if (++_interpolation > MaxInterpolation) return new($"Interpolated strings may be nested {MaxInterpolation} deep.", _line);
        Refusal? refusal = Code(true);
        _interpolation--;
        if (_at < _code.Length) _at++;
        return refusal;
    }

    private int Run(char c)
    {
        int count = 0;
        while (Next(count) == c) count++;
        return count;
    }
}
