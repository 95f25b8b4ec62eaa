namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>What a rule may be, each a row of items.</summary>
internal sealed class GbnfRule
{
    public List<GbnfItem[]> Alternatives { get; } = [];

    /// <summary>What is repeated, where this is a repetition.</summary>
    public GbnfItem[]? Repeated { get; set; }
}

/// <summary>A character out of some, or a rule.</summary>
internal sealed class GbnfItem(GbnfRule? rule, Func<char, bool>? takes)
{
    public GbnfRule? Rule => rule;

    public bool Takes(char c) => takes?.Invoke(c) == true;
}

/// <summary>Reads the right side of a GBNF rule: strings, sets, names, brackets, and how often each.</summary>
internal sealed class GbnfReader(string text, Func<string, GbnfRule> named)
{
    private int _at;

    public void Read(GbnfRule rule)
    {
        do
        {
            var items = new List<GbnfItem>();
            while (Skip() && text[_at] is not ('|' or ')')) items.AddRange(Often(One()));
            rule.Alternatives.Add([.. items]);
        }
        while (_at < text.Length && text[_at] == '|' && ++_at > 0);
    }

    private bool Skip()
    {
        while (_at < text.Length && text[_at] == ' ') _at++;
        return _at < text.Length;
    }

    private GbnfItem[] One()
    {
        char c = text[_at];
        if (c == '(')
        {
            _at++;
            var group = new GbnfRule();
            Read(group);
            if (text[_at++] != ')') throw new FormatException($"A bracket is open in {text}");
            return [new(group, null)];
        }

        if (c == '[') return [Set()];
        if (c != '"')
        {
            int start = _at;
            while (_at < text.Length && (char.IsAsciiLetterLower(text[_at]) || text[_at] == '-')) _at++;
            return _at > start ? [new(named(text[start.._at]), null)] : throw new FormatException($"'{c}' in {text}");
        }

        var letters = new List<GbnfItem>();
        _at++;
        while (text[_at] != '"')
        {
            char letter = Letter();
            letters.Add(new(null, l => l == letter));
        }

        _at++;
        return [.. letters];
    }

    private GbnfItem Set()
    {
        _at++;
        bool other = text[_at] == '^';
        if (other) _at++;
        var ranges = new List<(char Low, char High)>();
        while (text[_at] != ']')
        {
            char low = Letter();
            if (text[_at] == '-' && text[_at + 1] != ']')
            {
                _at++;
                ranges.Add((low, Letter()));
            }
            else
            {
                ranges.Add((low, low));
            }
        }

        _at++;
        return new(null, c => ranges.Any(r => c >= r.Low && c <= r.High) != other);
    }

    private char Letter() => text[_at++] is not '\\' and var c ? c : text[_at++] switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        var escaped => escaped,
    };

    private IEnumerable<GbnfItem> Often(GbnfItem[] items)
    {
        char sign = _at < text.Length ? text[_at] : ' ';
        if (sign is not ('?' or '*' or '+' or '{')) return items;
        _at++;
        int least = sign == '+' ? 1 : 0, most = sign == '?' ? 1 : int.MaxValue;
        if (sign == '{')
        {
            string[] counts = text[_at..(_at = text.IndexOf('}', _at))].Split(',');
            _at++;
            (least, most) = (int.Parse(counts[0]), int.Parse(counts[^1]));
        }

        IEnumerable<GbnfItem> some = Enumerable.Repeat(items, least).SelectMany(i => i);
        if (most == int.MaxValue)
        {
            var again = new GbnfRule { Repeated = items };
            again.Alternatives.AddRange([[.. items, new(again, null)], []]);
            return some.Append(new(again, null));
        }

        var perhaps = new GbnfRule();
        perhaps.Alternatives.AddRange([items, []]);
        return some.Concat(Enumerable.Repeat(new GbnfItem(perhaps, null), most - least));
    }
}
