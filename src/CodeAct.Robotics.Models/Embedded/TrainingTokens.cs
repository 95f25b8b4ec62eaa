using CodeAct.Robotics.Models.Engine;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>A conversation as the tokens that the embedded model would see, and which of them training predicts.</summary>
/// <param name="Ids">Token numbers.</param>
/// <param name="Targets">Half-open ranges of <paramref name="Ids"/>: a learnt reply and the mark that ends it.</param>
public sealed record TrainingTokens(IReadOnlyList<int> Ids, IReadOnlyList<(int From, int To)> Targets);

/// <summary>Turns conversations into tokens in the very template that replies are generated with.</summary>
public sealed class TrainingEncoder
{
    private readonly EmbeddedModel _model;
    private readonly ChatMlTemplate _template;

    /// <summary>With the tokenizer and template of a model.</summary>
    /// <exception cref="Gguf.GgufException">Its template is another one.</exception>
    public TrainingEncoder(EmbeddedModel model) => (_model, _template) = (model, new ChatMlTemplate(model));

    /// <summary>The tokens of a system message: what all conversations of a robot begin with.</summary>
    public IReadOnlyList<int> Prefix(string system)
    {
        var ids = new List<int>();
        _template.Add(ids, "system", system);
        return ids;
    }

    /// <summary>The messages after it.</summary>
    public TrainingTokens Branch(IEnumerable<(bool FromModel, string Text, bool Learn)> messages)
    {
        var ids = new List<int>();
        var targets = new List<(int, int)>();
        foreach ((bool fromModel, string text, bool learn) in messages)
        {
            if (!fromModel)
            {
                _template.Add(ids, "user", text);
                continue;
            }
            // A reply is generated after its opening, so its text is tokenised by itself.
            _template.OpenReply(ids);
            int from = ids.Count;
            ids.AddRange(_model.Tokenizer.Encode(text));
            if (learn) targets.Add((from, ids.Count + 1));
            _template.Close(ids);
        }
        return new TrainingTokens(ids, targets);
    }
}
