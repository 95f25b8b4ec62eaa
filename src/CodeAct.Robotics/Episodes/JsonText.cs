using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeAct.Robotics.Episodes;

/// <summary>JSON as people can read it: only what JSON must escape is escaped. Not for embedding in HTML.</summary>
public static class JsonText
{
    /// <summary>The options for it.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line.</summary>
    public static string Of(JsonNode json) => json.ToJsonString(Options);
}
