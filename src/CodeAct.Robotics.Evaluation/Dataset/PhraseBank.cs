using System.Text.Json;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Which part of the bank an episode may be made from.</summary>
public enum DatasetSplit
{
    /// <summary>For training.</summary>
    Train,

    /// <summary>Sentences that training never sees, on devices that it does see.</summary>
    Phrases,

    /// <summary>Devices, and sentences, that training never sees.</summary>
    Robots,
}

/// <summary>Sentences with slots in braces, and device concepts, split by a hash of the text so that the split never moves.</summary>
internal sealed class PhraseBank
{
    private readonly Dictionary<string, string[]> _phrases = [];

    private PhraseBank(DatasetSplit split)
    {
        bool heldOutPhrases = split != DatasetSplit.Train;
        using (JsonDocument json = Open("Phrases.json"))
        {
            foreach (JsonProperty list in json.RootElement.EnumerateObject())
                _phrases[list.Name] = [.. list.Value.EnumerateArray().Select(v => v.GetString()!).Where(p => IsHeldOut(p) == heldOutPhrases)];
        }
        Concepts = [.. ((string[])["ConceptsA.json", "ConceptsB.json", "ConceptsC.json", "ConceptsD.json", "ConceptsE.json"]).SelectMany(Read).Where(c => IsHeldOut(c.Key) == (split == DatasetSplit.Robots))];
        Known = split == DatasetSplit.Robots ? [] : [.. Read("ConceptsKnown.json")];
        HeldOut = heldOutPhrases;
    }

    /// <summary>Devices to make robots of; those that a robot lacks are asked for in vain.</summary>
    public IReadOnlyList<Concept> Concepts { get; }

    /// <summary>Devices of the shipped robots.</summary>
    public IReadOnlyList<Concept> Known { get; }

    /// <summary>True where a concept's own phrases are the held-out ones.</summary>
    public bool HeldOut { get; }

    public static PhraseBank Load(DatasetSplit split) => new(split);

    /// <summary>The sentences of a list; never empty for a list that exists.</summary>
    public string[] this[string list] => _phrases[list];

    /// <summary>A concept's phrases of the split: the last sixth is held out, for lists that are long enough.</summary>
    public string[] Of(Concept concept, string sort)
    {
        string[] all = concept[sort];
        int held = all.Length / 6;
        if (held == 0) return all;
        return HeldOut ? all[^held..] : all[..^held];
    }

    private static bool IsHeldOut(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text) hash = (hash ^ c) * 16777619;
        return (hash ^ (hash >> 15)) % 10 == 0;
    }

    private static List<Concept> Read(string file)
    {
        using JsonDocument json = Open(file);
        return [.. json.RootElement.EnumerateArray().Select(e => new Concept(e))];
    }

    private static JsonDocument Open(string file)
    {
        using Stream stream = typeof(PhraseBank).Assembly.GetManifestResourceStream(file)!;
        return JsonDocument.Parse(stream);
    }
}
