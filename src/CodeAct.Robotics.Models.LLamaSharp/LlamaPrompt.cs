using System.Text;
using LLama;
using LLama.Exceptions;
using LLama.Native;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.LlamaCpp;

/// <summary>Conversations as tokens, by the chat template that is in the model's file.</summary>
sealed class LlamaPrompt
{
    readonly LLamaWeights _weights;
    readonly string[] _marks;
    readonly string _begin;

    /// <exception cref="LlamaException">The model has no chat template that llama.cpp knows.</exception>
    public LlamaPrompt(LLamaWeights weights)
    {
        _weights = weights;
        var vocabulary = weights.Vocab;
        _marks = [.. Enumerable.Range(0, vocabulary.Count).Where(id => ((LLamaToken)id).IsControl(vocabulary)).Select(id => vocabulary.LLamaTokenToString(id, true) ?? "").Where(text => text.Length > 2)];
        _begin = vocabulary.BOS is { } begin ? vocabulary.LLamaTokenToString(begin, true) ?? "" : "";
        _ = Encode([new(ChatRole.User, "x")]);
    }

    /// <summary>The conversation with the opening of its next reply.</summary>
    /// <exception cref="NotSupportedException">A message holds more than text.</exception>
    public LLamaToken[] Encode(IEnumerable<ChatMessage> messages) => Tokens(Render(messages, opening: true));

    /// <summary>How many of a conversation's first tokens are its system messages: those stay from task to task.</summary>
    public int Prefix(IReadOnlyList<ChatMessage> messages, LLamaToken[] tokens)
    {
        var system = messages.TakeWhile(message => message.Role == ChatRole.System).ToList();
        return system.Count == 0 ? 0 : tokens.AsSpan().CommonPrefixLength(Tokens(Render(system, opening: false)));
    }

    LLamaToken[] Tokens(string text) =>
        // Some templates write the beginning mark themselves; it stands there once.
        _weights.Tokenize(text, _begin.Length == 0 || !text.StartsWith(_begin, StringComparison.Ordinal), special: true, Encoding.UTF8);

    string Render(IEnumerable<ChatMessage> messages, bool opening)
    {
        try
        {
            var template = new LLamaTemplate(_weights) { AddAssistant = opening };
            foreach (var message in messages)
            {
                if (message.Contents.Any(content => content is not (TextContent or UsageContent)))
                {
                    throw new NotSupportedException("The model reads text only.");
                }
                template.Add(message.Role.Value, Plain(message.Text));
            }
            return Encoding.UTF8.GetString(template.Apply());
        }
        catch (Exception e) when (e is MissingTemplateException or TemplateNotFoundException)
        {
            throw new LlamaException("The model's file has no chat template that llama.cpp knows; take an instruct model.", e);
        }
    }

    /// <summary>A text in which no mark of the template stands: a person or a device could else speak as the system.</summary>
    string Plain(string text)
    {
        foreach (var mark in _marks)
        {
            if (text.Contains(mark, StringComparison.Ordinal))
            {
                text = text.Replace(mark, $"{mark[0]} {mark[1..]}", StringComparison.Ordinal);
            }
        }
        return text;
    }
}
