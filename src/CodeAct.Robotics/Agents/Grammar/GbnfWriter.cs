using System.Text;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// The grammar in the form that llama.cpp takes (GBNF). It has the same names, but it can't remember what the code declares:
/// any name that begins with a small letter is taken, and the code's own names must begin with one. As in the other, the bracket
/// after <c>for</c> has three parts, no comment begins in round brackets or in a hole of a string, a choice in a hole stands in
/// brackets, and a format is short. llama.cpp wants rules without left recursion and nothing empty that is repeated.
/// </summary>
public static class GbnfWriter
{
    private const string Fixed = """
        root ::= (thought "\n")? "```csharp\n" (item* end)+ "```"
        thought ::= [^`\n\r]+
        item ::= word? (gap | ";" | comment) | whole "," | ("=" ">"? | ":" | "return") " "? whole ";" | loop | "using" " static"? " System" ("." [A-Z] tail)* ";"
        end ::= word? note? "\n"
        block ::= (item | end)* (word | whole [ \n]*)?
        inner ::= (word? (gap | "\n") | whole " "? ",")* (word | whole [ \n]*)?
        members ::= member-value ("," member-value)*
        member-value ::= [ \n]* ([A-Z] tail " = ")? inner
        whole ::= device | handed
        loop ::= "for" " "* "(" inner ";" inner ";" inner ")"
        gap ::= bracket | [ \t] | "{" block "}" | "new {" members "}" | text | char | sign | [?:] | "? " whole " "
        bracket ::= "/"? "(" inner ")" | "?"? "[" inner "]"
        sign ::= [-+*%<>=!&|^~,] | "??" | "/" [ =] | ".."
        word ::= "/"? operand ("/" operand)*
        operand ::= (small | function | full? type | member-of-device) dotted* | dotted+ | number
        dotted ::= [?!]? "." (member | small)
        full ::= ("System." ("Collections." ("Generic." | "ObjectModel.")? | "Linq." | "Text." | "Globalization.")? | "CodeAct." ("Devices." | "Robotics.")?)
        small ::= [a-eg-z_] tail | "f" ([a-np-zA-Z0-9_] tail | "o" ([a-qs-zA-Z0-9_] tail | "r" [a-zA-Z0-9_] tail)?)?
        tail ::= [a-zA-Z0-9_]*
        number ::= "."? [0-9] [0-9_]* ("." [0-9] [0-9_]*)? ([eE] [-+]? [0-9]+)? [dDfFmMlLuU]* | "0" [xX] [0-9a-fA-F_]+ [lLuU]*
        text ::= "\"" (plain | [{}])* "\"" | "@\"" (quoted | [{}])* "\"" | "$\"" (plain | held)* "\"" | ("$@" | "@$") "\"" (quoted | held)* "\"" | raw
        plain ::= [^"\\{}\n] | escape
        quoted ::= [^"`{}] | "\"\""
        held ::= "{{" | "}}" | "{" hole (":" format)? "}"
        hole ::= (word? (bracket | [ \t\n] | "{" block "}" | text | char | sign))* word?
        format ::= [0-9a-zA-Z .,:;#%+/_-]{1,24}
        raw ::= "\"\"\"" ("\""? "\""? [^"`])* "\"\"\""
        char ::= "'" ([^'\\\n] | "\\" [ux] [0-9a-fA-F]+ | escape) "'"
        escape ::= "\\" ['"\\0abefnrtvuUx]
        note ::= "//" [^\n]*
        comment ::= "/*" ([^*`] | "*"+ [^*/`])* "*"+ "/"

        """;

    /// <summary>The grammar of a robot's replies.</summary>
    public static string Write(ActionGrammar grammar)
    {
        var text = new StringBuilder();
        text.Append("# What a reply to the robot ").Append(grammar.Robot).Append(" may be, for llama.cpp.\n");
        text.Append(Fixed);
        DeviceKind[] kinds = [.. grammar.Devices.Select(d => d.Kind).Distinct()];
        text.Append("device ::= ").Append(Alternatives(grammar.Devices.Select(d => d.Name))).Append('\n');
        text.Append("member-of-device ::= ").AppendJoin(" | ", kinds.Select(k => "device-" + k.Name)).Append('\n');
        foreach (DeviceKind kind in kinds)
        {
            string names = Alternatives(grammar.Devices.Where(d => d.Kind == kind).Select(d => d.Name));
            text.Append("device-").Append(kind.Name).Append(" ::= ").Append(names).Append(" \".\" (").AppendJoin(" | ", kind.Members.Select(Member)).Append(")\n");
        }

        text.Append("function ::= ").AppendJoin(" | ", grammar.Functions.Select(f => f.Value is null ? Quoted(f.Key) : Quoted(f.Key + "(") + " inner \")\"")).Append('\n');
        text.Append("handed ::= ").Append(Alternatives(grammar.Functions.Where(f => f.Value is not null).Select(f => f.Key))).Append('\n');
        text.Append("type ::= ").Append(Alternatives(grammar.Types.Append("T"))).Append('\n');
        return text.Append("member ::= ").Append(Alternatives(grammar.MemberNames.Concat(grammar.Types))).Append('\n').ToString();
    }

    private static string Member(DeviceMember member) => member.Type == MemberType.State ? Quoted(member.Name)
        : member.Parameters.Count == 0 ? Quoted(member.Name + "()") : Quoted(member.Name + "(") + " inner \")\"";

    /// <summary>Names by their first letters, so that a reader has few ways open at once.</summary>
    private static string Alternatives(IEnumerable<string> names)
    {
        string[] sorted = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return Branch(sorted, 0);
    }

    private static string Branch(ReadOnlySpan<string> names, int at)
    {
        // What all of them have in common comes first.
        int common = at;
        while (common < names[0].Length && common < names[^1].Length && names[0][common] == names[^1][common]) common++;
        string start = common > at ? Quoted(names[0][at..common]) : "";
        if (names.Length == 1) return start;
        bool optional = names[0].Length == common;
        var branches = new List<string>();
        for (int i = optional ? 1 : 0, end; i < names.Length; i = end)
        {
            for (end = i + 1; end < names.Length && names[end][common] == names[i][common]; end++) { }
            branches.Add(Branch(names[i..end], common));
        }

        return $"{start} ({string.Join(" | ", branches)}){(optional ? "?" : "")}".TrimStart();
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
