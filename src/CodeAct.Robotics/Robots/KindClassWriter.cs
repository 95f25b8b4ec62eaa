using System.Text;

namespace CodeAct.Robotics.Robots;

/// <summary>Writes the facade's class of one kind.</summary>
internal static class KindClassWriter
{
    public static void Write(StringBuilder text, DeviceKind kind)
    {
        text.Append("    /// <summary>").Append(kind.Name).Append("</summary>\n");
        text.Append("    public sealed class ").Append(kind.TypeName).Append("\n    {\n");
        text.Append("        internal const string Kind = \"").Append(kind.Name).Append("\";\n");
        text.Append("        internal readonly int Number;\n");
        text.Append("        internal ").Append(kind.TypeName).Append("(int number) { Number = number; }\n");
        for (int i = 0; i < kind.Members.Count; i++) WriteMember(text, kind.Members[i], i);
        text.Append("    }\n\n");
    }

    private static void WriteMember(StringBuilder text, DeviceMember member, int index)
    {
        text.Append("        /// <summary>").Append(XmlText.Escape(member.Summary)).Append("</summary>\n");
        text.Append("        public ").Append(Declaration(member).Replace("Pose Pose", "global::CodeAct.Devices.Pose Pose", StringComparison.Ordinal));
        string call = $"global::CodeAct.Sandbox.Bridge.Call(Number, {index}{string.Concat(Arguments(member))})";
        text.Append(" => ").Append(Convert(member.Result, call)).Append(";\n");
    }

    /// <summary>A member's declaration without accessibility and body.</summary>
    public static string Declaration(DeviceMember member)
    {
        string declaration = $"{ResultType(member.Result)} {member.Name}";
        return member.Type == MemberType.State
            ? declaration
            : $"{declaration}({string.Join(", ", member.Parameters.Select(p => $"{ParameterTypeName(p.Type)} {p.Name}"))})";
    }

    private static IEnumerable<string> Arguments(DeviceMember member) => member.Parameters.Select(p => p.Type switch
    {
        ParameterType.Text => $", text: {p.Name} ?? \"\"",
        ParameterType.Truth => $", {p.Name} ? 1 : 0",
        _ => $", {p.Name}",
    });

    private static string Convert(MemberResult result, string call) => result switch
    {
        MemberResult.Truth => $"{call}.A != 0",
        MemberResult.Number => $"{call}.A",
        MemberResult.Pose => $"{call} is var reply ? new global::CodeAct.Devices.Pose(reply.A, reply.B, reply.C) : default",
        _ => call,
    };

    private static string ResultType(MemberResult result) => result switch
    {
        MemberResult.Truth => "bool",
        MemberResult.Number => "double",
        MemberResult.Pose => "Pose",
        _ => "void",
    };

    private static string ParameterTypeName(ParameterType type) => type switch
    {
        ParameterType.Truth => "bool",
        ParameterType.Text => "string",
        _ => "double",
    };
}

/// <summary>Text inside a doc comment.</summary>
internal static class XmlText
{
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
            .ReplaceLineEndings(" ");
}
