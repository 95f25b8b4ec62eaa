using System.Text.RegularExpressions;
using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Models.Gguf;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>
/// The ChatML template: <c>&lt;|im_start|>ROLE\nTEXT&lt;|im_end|>\n</c> a message, then the opening of the assistant's. The two marks
/// are put in as tokens, so text that spells them stays text. Where a file's template has a system message of its own for
/// conversations without one, it is used as the file says.
/// </summary>
sealed partial class ChatMlTemplate
{
    readonly EmbeddedModel _model;
    readonly int _start;
    readonly int _end;
    readonly HashSet<int> _ends = [];
    readonly string? _defaultSystem;

    /// <exception cref="GgufException">The file's template is another one.</exception>
    public ChatMlTemplate(EmbeddedModel model)
    {
        _model = model;
        var metadata = model.Metadata;
        var template = metadata.Text("tokenizer.chat_template", "");
        if (!template.Contains("<|im_start|>", StringComparison.Ordinal)
            || !template.Contains("<|im_end|>", StringComparison.Ordinal)
            || !model.Tokenizer.TryGetSpecial("<|im_start|>", out _start)
            || !model.Tokenizer.TryGetSpecial("<|im_end|>", out _end))
        {
            throw new GgufException(model.Path, template.Length == 0
                ? "has no chat template; the embedded engine needs ChatML (<|im_start|>ROLE ... <|im_end|>)."
                : "has a chat template other than ChatML (<|im_start|>ROLE ... <|im_end|>), which the embedded engine doesn't know.");
        }
        _ends.Add(_end);
        foreach (var key in (string[])["tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"])
        {
            if (metadata.Has(key))
            {
                _ends.Add(metadata.Integer(key, 0, model.Tokenizer.Count - 1));
            }
        }
        if (model.Tokenizer.TryGetSpecial("<|endoftext|>", out var endOfText))
        {
            _ends.Add(endOfText);
        }
        var match = DefaultSystem().Match(template);
        _defaultSystem = match.Success ? match.Groups["text"].Value : null;
    }

    /// <summary>Whether the token ends a reply.</summary>
    public bool IsEnd(int token) => _ends.Contains(token);

    /// <summary>The tokens of a conversation and of the opening of its next reply.</summary>
    /// <exception cref="NotSupportedException">A message holds something other than text.</exception>
    public IReadOnlyList<int> Encode(IEnumerable<ChatMessage> messages)
    {
        var tokens = new List<int>();
        foreach (var message in messages)
        {
            if (message.Contents.FirstOrDefault(content => content is not (TextContent or UsageContent)) is { } strange)
            {
                throw new NotSupportedException($"The embedded model reads text only; a message holds {strange.GetType().Name}.");
            }
            if (tokens.Count == 0 && message.Role != ChatRole.System && _defaultSystem is not null)
            {
                Add(tokens, "system", _defaultSystem);
            }
            Add(tokens, message.Role.Value, message.Text);
        }
        OpenReply(tokens);
        return tokens;
    }

    /// <summary>The tokens of a conversation's system message: what all conversations with one robot begin with. Empty where there is none.</summary>
    public IReadOnlyList<int> Prefix(IEnumerable<ChatMessage> messages)
    {
        var tokens = new List<int>();
        if (messages.FirstOrDefault() is { } first && first.Role == ChatRole.System)
        {
            Add(tokens, first.Role.Value, first.Text);
        }
        return tokens;
    }

    /// <summary>Adds a whole message.</summary>
    public void Add(List<int> tokens, string role, string text)
    {
        tokens.Add(_start);
        tokens.AddRange(_model.Tokenizer.Encode($"{role}\n{text}"));
        Close(tokens);
    }

    /// <summary>Adds what a reply begins after.</summary>
    public void OpenReply(List<int> tokens)
    {
        tokens.Add(_start);
        tokens.AddRange(_model.Tokenizer.Encode("assistant\n"));
    }

    /// <summary>Adds what ends a message.</summary>
    public void Close(List<int> tokens)
    {
        tokens.Add(_end);
        tokens.AddRange(_model.Tokenizer.Encode("\n"));
    }

    [GeneratedRegex(@"!= 'system' %\}\{\{ '<\|im_start\|>system\n(?<text>.*?)<\|im_end\|>\n' \}\}", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DefaultSystem();
}
