using CodeAct.Robotics.Models.Engine;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>A conversation as the tokens that the embedded model would see, and which of them training predicts.</summary>
/// <param name="Ids">Token numbers.</param>
/// <param name="Targets">Half-open ranges of <paramref name="Ids"/>: a learnt reply and the mark that ends it.</param>
public sealed record TrainingTokens(IReadOnlyList<int> Ids, IReadOnlyList<(int From, int To)> Targets);

/// <summary>Turns conversations into tokens in the very template that replies are generated with.</summary>
public sealed class TrainingEncoder
{
    private readonly BytePair _pair;

    /// <summary>With the tokenizer of a model.</summary>
    public TrainingEncoder(EmbeddedModel model) => _pair = new BytePair(model);

    /// <summary>The tokens of a system message: what all conversations of a robot begin with.</summary>
    public IReadOnlyList<int> Prefix(string system) => [.. Open("system"), .. _pair.Text(system), .. _pair.Close];

    /// <summary>The messages after it.</summary>
    public TrainingTokens Branch(IEnumerable<(bool FromModel, string Text, bool Learn)> messages)
    {
        var ids = new List<int>();
        var targets = new List<(int, int)>();
        foreach ((bool fromModel, string text, bool learn) in messages)
        {
            // Role and text are tokenised as one, as the template does.
            string role = fromModel ? "assistant" : "user";
            ids.Add(_pair.Start);
            if (!fromModel)
            {
                ids.AddRange(_pair.Text($"{role}\n{text}"));
            }
            else
            {
                ids.AddRange(_pair.Text($"{role}\n"));
                int from = ids.Count;
                ids.AddRange(_pair.Text(text));
                if (learn) targets.Add((from, ids.Count + 1));
            }
            ids.AddRange(_pair.Close);
        }
        return new TrainingTokens(ids, targets);
    }

    private IEnumerable<int> Open(string role) => [_pair.Start, .. _pair.Text($"{role}\n")];

    private sealed class BytePair
    {
        private readonly EmbeddedModel _model;

        public BytePair(EmbeddedModel model)
        {
            _model = model;
            if (!model.Tokenizer.TryGetSpecial("<|im_start|>", out int start) || !model.Tokenizer.TryGetSpecial("<|im_end|>", out int end))
                throw new ArgumentException($"{model.Path} has no ChatML marks.", nameof(model));
            Start = start;
            Close = [end, .. model.Tokenizer.Encode("\n")];
        }

        public int Start { get; }

        public IReadOnlyList<int> Close { get; }

        public IReadOnlyList<int> Text(string text) => _model.Tokenizer.Encode(text);
    }
}
