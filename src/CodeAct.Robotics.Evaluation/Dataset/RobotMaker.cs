using System.Globalization;
using System.Text;
using System.Text.Json;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Makes robots: devices of one or two domains, with names that say much, little or something else.</summary>
internal sealed class RobotMaker(PhraseBank bank, Dice dice)
{
    private static readonly string[] Codes = ["K", "Unit", "Dev", "X", "Q", "CH", "Node", "Out", "M", "T", "Port", "R"];

    private static readonly string[] Plain =
        ["Oma", "Zed", "Bibo", "Alpha", "Beta", "Gamma", "Delta", "Rex", "Lulu", "Kai", "Nemo", "Ypsilon", "Echo", "Foxtrot", "Ida", "Momo", "Tango", "Vito", "Wanda", "Xeno", "Yoko", "Zulu", "Otto", "Pip"];

    private static readonly string[] RobotNames = ["unit-7", "box", "station", "controller", "robo", "helper", "panel-2", "rig", "node-4", "site"];

    /// <summary>A valid robot; tries again where chance made an invalid one.</summary>
    public SynthRobot Make()
    {
        while (true)
        {
            List<(string Name, Concept Concept)> devices = Choose();
            if (devices.Count < 2) continue;
            (string yaml, List<(int Actuator, int Sensor, double Rate)> effects) = Write(devices);
            try
            {
                RobotManifest manifest = ManifestReader.Parse(yaml);
                List<SynthDevice> made = [.. manifest.Devices.Select((d, i) => new SynthDevice(d, devices[i].Concept))];
                return new SynthRobot(manifest, made, [.. effects.Select(e => new SynthEffect(made[e.Actuator], made[e.Sensor], e.Rate))]);
            }
            catch (InvalidFileException)
            {
                // Two names that differ by case only, or a word that is taken.
            }
        }
    }

    private List<(string, Concept)> Choose()
    {
        string[] domains = [.. bank.Concepts.Select(c => c.Domain).Distinct()];
        var chosen = new List<Concept>();
        int count = dice.Between(3, 10);
        HashSet<string> here = [.. dice.Some(domains, dice.Chance(0.5) ? 2 : 4)];
        chosen.AddRange(dice.Some([.. bank.Concepts.Where(c => here.Contains(c.Domain))], count - count / 3));
        chosen.AddRange(dice.Some([.. bank.Concepts.Except(chosen)], count - chosen.Count));
        // Several of one kind are told apart by their descriptions only.
        if (dice.Chance(0.3))
        {
            string kind = dice.Of(["relay", "sensor", "sensor", "dimmer"]);
            chosen.AddRange(dice.Some([.. bank.Concepts.Where(c => c.Kind == kind).Except(chosen)], 2));
        }
        // Vehicles are one device in forty; tasks for them are as many as for others.
        if (dice.Chance(0.2))
        {
            foreach ((string kind, double chance) in ((string, double)[])[("drive", 1), ("range", 0.75), ("gripper", 0.6), ("input", 0.5)])
                if (chosen.TrueForAll(c => c.Kind != kind) && dice.Chance(chance)) chosen.Add(dice.Of([.. bank.Concepts.Where(c => c.Kind == kind)]));
        }
        if (dice.Chance(0.15)) chosen.AddRange(dice.Some([.. bank.Concepts.Where(c => c.Kind == "stepper" && c["close"].Length > 0).Except(chosen)], 1));
        List<Concept> order = dice.Some(chosen, chosen.Count);
        Func<Concept, int, string> name = dice.Next(10) switch
        {
            < 5 => (c, _) => dice.Of(c["names"]),
            < 7 => Numbered(dice.Of(Codes), dice.Between(1, 5)),
            < 8 => (c, _) => dice.OrNone(c["other"]) ?? dice.Of(c["names"]),
            < 9 => Names(),
            _ => (c, i) => i % 2 == 0 ? dice.Of(c["names"]) : dice.OrNone(c["other"]) ?? dice.Of(Plain),
        };
        return [.. order.Select((c, i) => (name(c, i), c))];
    }

    private static Func<Concept, int, string> Numbered(string code, int first) => (_, i) => $"{code}{first + i}";

    private Func<Concept, int, string> Names()
    {
        List<string> names = dice.Some(Plain, Plain.Length);
        return (_, i) => names[i % names.Count];
    }

    private (string, List<(int, int, double)>) Write(List<(string Name, Concept Concept)> devices)
    {
        List<(int Actuator, int Sensor, double Rate)> effects = Effects([.. devices.Select(d => d.Concept)]);
        var yaml = new StringBuilder($"robot: {dice.Of(RobotNames)}\n");
        if (dice.Chance(0.6)) yaml.Append($"description: {Quote($"{dice.Of(["Controls", "Looks after", "Runs", "Watches over"])} the {devices[0].Concept.Domain}.")}\n");
        yaml.Append("simulator: generic\ndevices:\n");
        for (int i = 0; i < devices.Count; i++) yaml.Append(Device(devices[i].Name, devices[i].Concept, [.. effects.Where(e => e.Actuator == i).Select(e => (devices[e.Sensor].Name, e.Rate))]));
        if (Rule(devices, effects) is { } rule) yaml.Append("interlocks:\n  - ").Append(Quote(rule)).Append('\n');
        return (yaml.ToString(), effects);
    }

    private List<(int, int, double)> Effects(List<Concept> concepts)
    {
        var effects = new List<(int, int, double)>();
        for (int s = 0; s < concepts.Count; s++)
        {
            if (concepts[s] is not { Kind: "sensor", Range: { } range } || !dice.Chance(0.7)) continue;
            int[] actuators = [.. Enumerable.Range(0, concepts.Count).Where(a => concepts[a].Kind is "relay" or "dimmer" && effects.TrueForAll(e => e.Item1 != a))];
            if (actuators.Length == 0) continue;
            int[] same = [.. actuators.Where(a => concepts[a].Domain == concepts[s].Domain)];
            int actuator = same.Length > 0 ? dice.Of(same) : dice.Of(actuators);
            double rate = (range.High - range.Low) / dice.Real(60, 500);
            effects.Add((actuator, s, dice.Chance(0.7) ? rate : -rate));
        }
        return effects;
    }

    private string Device(string name, Concept concept, IReadOnlyList<(string Sensor, double Rate)> affects)
    {
        string description = dice.Of(concept["descriptions"]);
        if (concept["close"].Length > 0 && concept is { Kind: "servo" or "stepper", Range: var (low, high) } && dice.Chance(concept.Kind == "stepper" ? 0.85 : 0.2)) description = Ends.Describe(description, low, high, dice);
        var keys = new List<string> { $"name: {name}", $"kind: {concept.Kind}", $"description: {Quote(description)}" };
        var sim = new List<string>();
        switch (concept.Kind)
        {
            case "relay":
                keys.Add("safe: off");
                if (dice.Chance(0.55)) keys.Add("hold: true");
                if (dice.Chance(0.3)) keys.Add(string.Create(CultureInfo.InvariantCulture, $"limits: {{ max-on: {dice.Of([15, 20, 30, 45, 60, 90, 120])}s, min-off: {dice.Of([2, 5, 10, 15, 20])}s }}"));
                break;
            case "dimmer":
                keys.Add("safe: 0");
                if (dice.Chance(0.7)) keys.Add("hold: true");
                break;
            case "color-light": keys.AddRange(["safe: off", "hold: true"]); break;
            case "buzzer" or "display": keys.Add("safe: off"); break;
            case "sensor" or "input" or "range": break;
            default: keys.Add("safe: stop"); break;
        }
        if (concept.Kind is "sensor" or "stepper" && concept.Unit.Length > 0) keys.Add($"unit: {Quote(concept.Unit)}");
        if (concept.Range is { } range && concept.Kind is "sensor" or "stepper" or "servo") keys.Add(string.Create(CultureInfo.InvariantCulture, $"range: [{concept.Range!.Value.Low}, {concept.Range.Value.High}]"));
        if (concept.Kind == "sensor" && concept.Range is { } span) sim.Add(string.Create(CultureInfo.InvariantCulture, $"noise: {(span.High - span.Low) / 2000:0.####}"));
        if (concept.Kind == "gripper" && dice.Chance(0.6)) sim.Add("near: true");
        if (concept.Kind == "range") sim.Add(string.Create(CultureInfo.InvariantCulture, $"start: {dice.Real(1.5, 4):0.#}"));
        if (affects.Count > 0) sim.Add("affects: { " + string.Join(", ", affects.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Sensor}: {a.Rate:0.#####}/s"))) + " }");
        if (sim.Count > 0) keys.Add($"sim: {{ {string.Join(", ", sim)} }}");
        return $"  - {{ {string.Join(", ", keys)} }}\n";
    }

    private string? Rule(List<(string Name, Concept Concept)> devices, List<(int Actuator, int Sensor, double Rate)> effects)
    {
        if (!dice.Chance(0.45)) return null;
        if (dice.Chance(0.3) && TooLow(devices, effects) is { } low) return low;
        string[] relays = [.. devices.Where(d => d.Concept.Kind == "relay").Select(d => d.Name)];
        string[] dimmers = [.. devices.Where(d => d.Concept.Kind == "dimmer").Select(d => d.Name)];
        (string Name, Concept Concept)[] sensors = [.. devices.Where(d => d.Concept is { Kind: "sensor", Typical: not null })];
        if (relays.Length == 0) return null;
        string relay = dice.Of(relays);
        if (dimmers.Length > 0 && dice.Chance(0.4)) return $"{relay}.On requires {dice.Of(dimmers)}.Level >= {dice.Of(["0.2", "0.3", "0.5"])}";
        if (relays.Length > 1 && dice.Chance(0.5)) return $"{relay}.On requires {dice.Of([.. relays.Where(r => r != relay)])}.IsOff";
        if (sensors.Length == 0) return null;
        (string sensor, Concept concept) = dice.Of(sensors);
        return string.Create(CultureInfo.InvariantCulture, $"{relay}.On requires {sensor}.Value < {dice.Round(concept.Typical!.Value.High, concept.Range!.Value.High):0.##}");
    }

    // What may only be on where there is enough of something, as a heater in water; another device may fill that up.
    private string? TooLow(List<(string Name, Concept Concept)> devices, List<(int Actuator, int Sensor, double Rate)> effects)
    {
        (int filler, int sensor, double rate) = effects.FirstOrDefault(e => e.Rate > 0);
        if (rate <= 0 || devices[sensor].Concept is not { Typical: { } typical }) return null;
        int[] others = [.. Enumerable.Range(0, devices.Count).Where(i => i != filler && devices[i].Concept.Kind is "relay" or "dimmer")];
        if (others.Length == 0) return null;
        (string name, Concept concept) = devices[dice.Of(others)];
        return string.Create(CultureInfo.InvariantCulture, $"{name}.{(concept.Kind == "relay" ? "On" : "Set")} requires {devices[sensor].Name}.Value >= {dice.Round(typical.Low, typical.Low + (typical.High - typical.Low) * 0.5):0.##}");
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, JsonText.Options);
}
