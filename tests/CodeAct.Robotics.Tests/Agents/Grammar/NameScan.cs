using System.Text.RegularExpressions;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>A scan for names, apart from the grammar's own reading: texts and comments are blanked, holes in texts are kept.</summary>
internal static partial class NameScan
{
    private static readonly string[] Always = [.. DeviceNames.AlwaysThere, "System", "CodeAct", "T", "U", "K", "V", "TKey", "TValue", "TResult", "TItem", "TSource"];

    /// <summary>The first name that stands by itself and is nothing, or the first device with a member that it lacks; null where there is none.</summary>
    public static string? Unknown(ActionGrammar grammar, string code, DeclaredNames declared)
    {
        string plain = Blank(code);
        // A name may be cut off at the end, and so may the colon after the name of a tuple's element, and a comment before that.
        foreach (Match match in Name().Matches(plain).Where(m => !string.IsNullOrWhiteSpace(plain[(m.Index + m.Length)..].TrimEnd('/'))))
        {
            string name = match.Groups["name"].Value;
            if (match.Groups["dot"].Success) continue;
            if (grammar.Devices.FirstOrDefault(d => d.Name == name) is { Name: not null } device)
            {
                Match member = Member().Match(plain, match.Index + match.Length);
                bool cut = member.Index + member.Length >= plain.Length;
                if (member.Success && !cut && device.Kind.Member(member.Groups["name"].Value) is null) return $"{name}.{member.Groups["name"].Value}";
                continue;
            }

            bool known = Always.Contains(name) || grammar.Types.Contains(name) || declared.Contains(name) || plain.Contains("using", StringComparison.Ordinal)
                || Regex.IsMatch(plain[(match.Index + match.Length)..], @"^\s*:", RegexOptions.None, TimeSpan.FromSeconds(1)) && grammar.MemberNames.Contains(name);
            bool pattern = grammar.MemberNames.Contains(name) && plain[..match.Index].TrimEnd() is [.., '{' or ',' or '('];
            if (!known && !pattern) return name;
        }

        return null;
    }

    /// <summary>Texts and comments as blanks; a hole's code stays.</summary>
    private static string Blank(string code)
    {
        var text = new System.Text.StringBuilder(code);
        var open = new Stack<(bool Holes, bool Verbatim, int Braces)>();
        bool inText = false;
        (bool Holes, bool Verbatim, int Braces) kind = default;
        for (int i = 0; i < code.Length; i++)
        {
            if (inText)
            {
                if (!kind.Verbatim && code[i] == '\\') text[i++] = ' ';
                else if (kind.Holes && code[i] == '{' && i + 1 < code.Length && code[i + 1] == '{') text[i++] = ' ';
                else if (kind.Holes && code[i] == '{')
                {
                    open.Push(kind);
                    inText = false;
                    kind = default;
                    continue;
                }
                else if (kind.Verbatim && code[i] == '"' && i + 1 < code.Length && code[i + 1] == '"') text[i++] = ' ';
                else if (code[i] == '"')
                {
                    inText = false;
                    if (open.Count > 0) kind = (false, false, kind.Braces);
                    continue;
                }

                if (i < code.Length) text[i] = ' ';
                continue;
            }

            if (code[i] == '/' && i + 1 < code.Length && code[i + 1] is '/' or '*' && code[i..] is ['/', '/' or '*', ..])
            {
                int end = code[i + 1] == '/' ? code.IndexOf('\n', i) : code.IndexOf("*/", i + 2, StringComparison.Ordinal);
                end = end < 0 ? code.Length : end;
                for (; i < end; i++) text[i] = ' ';
            }
            else if (code[i] == '\'')
            {
                int end = i + 1 < code.Length && code[i + 1] == '\\' ? code.IndexOf('\'', Math.Min(code.Length, i + 3)) : i + 2;
                if (end < 0) end = code.Length;
                for (int k = i; k < Math.Min(end, code.Length); k++) text[k] = ' ';
                i = end;
            }
            else if (code[i] == '"' && code[i..].StartsWith("\"\"\"", StringComparison.Ordinal))
            {
                int end = code.IndexOf("\"\"\"", i + 3, StringComparison.Ordinal);
                end = end < 0 ? code.Length : end + 3;
                for (; i < end; i++) text[i] = ' ';
                i--;
            }
            else if (code[i] == '"')
            {
                string before = code[Math.Max(0, i - 2)..i];
                kind = (before.EndsWith('$') || before is "$@", before.EndsWith('@') || before is "@$", kind.Braces);
                inText = true;
            }
            else if (open.Count > 0 && code[i] is '{' or '(' or '[')
            {
                kind = kind with { Braces = kind.Braces + 1 };
            }
            else if (open.Count > 0 && code[i] is '}' or ')' or ']')
            {
                if (kind.Braces > 0) kind = kind with { Braces = kind.Braces - 1 };
                else
                {
                    kind = open.Pop();
                    inText = true;
                }
            }
            else if (open.Count > 0 && kind.Braces == 0 && code[i] == ':' && code.IndexOf('}', i) is var close)
            {
                // A hole's format; a choice in a hole stands in brackets and is blanked alike, which only hides names.
                for (; i < (close < 0 ? code.Length : close); i++) text[i] = ' ';
                i--;
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"(?<dot>(?<!\.)\.\s*)?(?<!\w)(?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\G\.(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Member();
}
