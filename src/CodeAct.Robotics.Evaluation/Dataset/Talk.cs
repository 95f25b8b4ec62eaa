using System.Globalization;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>How people speak of a robot's devices, and how sentences are put together.</summary>
internal sealed class Talk(PhraseBank bank, Dice dice)
{
    public Dice Dice => dice;

    public PhraseBank Bank => bank;

    /// <summary>A device by its name or, more often, by what it is or does.</summary>
    public string Ref(SynthDevice device)
    {
        string[] refs = bank.Of(device.Concept, "refs");
        bool telling = device.Concept["names"].Contains(device.Name) || device.Concept.Device is not null;
        if (refs.Length == 0 || dice.Chance(telling ? 0.35 : 0.2)) return dice.Chance(0.2) ? $"the {device.Name}" : device.Name;
        return dice.Of(refs);
    }

    /// <summary>A quantity: what a sensor measures.</summary>
    public string Quantity(SynthDevice sensor) => dice.OrNone(bank.Of(sensor.Concept, "quantity")) is { } quantity && dice.Chance(0.6) ? quantity : Ref(sensor);

    /// <summary>One of the concept's own phrases, or null.</summary>
    public string? Own(SynthDevice device, string sort) => Own(device.Concept, sort);

    /// <summary>The same of a concept that no device here has.</summary>
    public string? Own(Concept concept, string sort) => dice.OrNone(bank.Of(concept, sort));

    /// <summary>A sentence of a list with its slots filled.</summary>
    public string Fill(string list, params (string Slot, string Text)[] slots) => Fill(list, dice.Of(bank[list]), slots);

    /// <summary>The slots of a phrase filled; what it does not name is left out.</summary>
    public static string Fill(string list, string phrase, params (string Slot, string Text)[] slots)
    {
        foreach ((string slot, string text) in slots) phrase = phrase.Replace($"{{{slot}}}", text, StringComparison.Ordinal);
        return phrase.Contains('{', StringComparison.Ordinal) ? throw new InvalidOperationException($"{list}: {phrase}") : phrase;
    }

    /// <summary>A number in its slot, with its unit where the phrase has none behind the slot.</summary>
    public static string Measure(string phrase, string slot, string number, string unit)
    {
        int at = phrase.IndexOf(slot, StringComparison.Ordinal) + slot.Length;
        bool bare = at >= phrase.Length || !(phrase[at] is '°' or '%' || at + 1 < phrase.Length && phrase[at] == ' ' && "mcdp%°".Contains(phrase[at + 1], StringComparison.Ordinal));
        return phrase.Replace(slot, bare && unit.Length > 0 ? $"{number} {unit}" : number, StringComparison.Ordinal);
    }

    /// <summary>A phrase as a whole sentence, in one of the ways in which people write.</summary>
    public string Sentence(string phrase)
    {
        if (phrase.Length == 0) return phrase;
        bool ends = ".!?".Contains(phrase[^1], StringComparison.Ordinal);
        string start = char.ToUpper(phrase[0], CultureInfo.InvariantCulture) + phrase[1..];
        return dice.Next(8) switch
        {
            0 => phrase,
            1 => $"Please {phrase}{(ends ? "" : ".")}",
            2 when !ends => $"Could you {phrase}?",
            3 when !ends => $"{start}, please.",
            4 when !ends => $"I want you to {phrase}.",
            _ => ends ? start : $"{start}.",
        };
    }

    /// <summary>A question or whole sentence, as it is or a little untidy.</summary>
    public string AsIs(string phrase) => dice.Chance(0.12) ? phrase.TrimEnd('.', '?', '!').ToLowerInvariant() : char.ToUpper(phrase[0], CultureInfo.InvariantCulture) + phrase[1..];
}
