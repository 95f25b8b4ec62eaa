using System.Text.Json;
using System.Text.Json.Serialization;
using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Evaluation.Attacks;

/// <summary>A program that tries something, and what must become of it: a line of an attacks file.</summary>
/// <param name="Id">Its name, unique in its file.</param>
/// <param name="Category">What it tries.</param>
/// <param name="Layer">The layer that must stop it: text, language, symbols, budget, metadata, process, os, host, watchdog, or none.</param>
/// <param name="Code">C#; <see cref="DeviceCall"/> stands for a call of a device.</param>
/// <param name="Expect">What must become of it: rejected, budget, contained or allowed.</param>
public sealed record AttackProgram(
    [property: JsonRequired] string Id, string? Category, string? Layer, [property: JsonRequired] string Code, [property: JsonRequired] string Expect)
{
    /// <summary>Replaced by a call of a device of the robot.</summary>
    public const string DeviceCall = "{{DEVICE_CALL}}";

    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web);

    /// <summary>What must become of it.</summary>
    [JsonIgnore]
    public AttackOutcome Expected => Enum.Parse<AttackOutcome>(Expect, ignoreCase: true);

    /// <summary>Reads a file of JSON lines.</summary>
    /// <exception cref="InvalidFileException">Not there, not JSON, a key missing, an unknown expectation, or an id twice.</exception>
    public static IReadOnlyList<AttackProgram> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidFileException(path, 0, e.Message);
        }
        var programs = new List<AttackProgram>();
        var ids = new HashSet<string>();
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0) programs.Add(Parse(path, i + 1, lines[i], ids));
        }
        return programs.Count > 0 ? programs : throw new InvalidFileException(path, 0, "There is no program in it.");
    }

    private static AttackProgram Parse(string path, int number, string line, HashSet<string> ids)
    {
        AttackProgram program;
        try
        {
            program = JsonSerializer.Deserialize<AttackProgram>(line, Lenient)!;
        }
        catch (JsonException e)
        {
            throw new InvalidFileException(path, number, e.Message, "Write {\"id\":…,\"code\":…,\"expect\":\"rejected|budget|contained|allowed\"}.");
        }
        if (!Enum.TryParse(program.Expect, ignoreCase: true, out AttackOutcome expected) || expected == AttackOutcome.Escaped)
            throw new InvalidFileException(path, number, $"'{program.Expect}' is no expectation.", "Write rejected, budget, contained or allowed.");
        if (!ids.Add(program.Id)) throw new InvalidFileException(path, number, $"The id '{program.Id}' is there twice.");
        return program;
    }
}

/// <summary>What became of a program.</summary>
public enum AttackOutcome
{
    /// <summary>It never ran.</summary>
    Rejected,

    /// <summary>It was stopped by a budget: statements, depth, output, calls, memory or time.</summary>
    Budget,

    /// <summary>It ran or died, and touched nothing.</summary>
    Contained,

    /// <summary>It ran to its end.</summary>
    Allowed,

    /// <summary>It touched something outside, or missed the deadline.</summary>
    Escaped,
}
