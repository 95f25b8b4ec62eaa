using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Served;

/// <summary>
/// Control tokens of chat templates (ChatML, Llama, Mistral, Gemma, DeepSeek) as text. A server parses them also inside a message, so that
/// the words of a task could end it and begin another one with other rules; with a space in them they are plain text.
/// </summary>
static partial class ControlWords
{
    /// <summary>The messages, with what a person or a device said defused.</summary>
    public static IEnumerable<ChatMessage> Defuse(IEnumerable<ChatMessage> messages) =>
        messages.Select(m => m.Role == ChatRole.User && Marks().IsMatch(m.Text) ? new ChatMessage(ChatRole.User, Marks().Replace(m.Text, "${open} ")) : m);

    [GeneratedRegex(@"(?<open><|\[)(?=\||｜|/?s>|</?SYS>>|start_of_turn>|end_of_turn>|/?INST\])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Marks();
}
