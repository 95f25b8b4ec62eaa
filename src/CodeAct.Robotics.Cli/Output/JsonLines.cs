using System.Text.Json.Nodes;
using CodeAct.Robotics.Episodes;

namespace CodeAct.Robotics.Cli;

/// <summary>Standard output for programs: one JSON object a line.</summary>
internal static class JsonLines
{
    /// <summary>Writes a line.</summary>
    public static void Write(JsonObject line) => Console.Out.WriteLine(JsonText.Of(line));
}
