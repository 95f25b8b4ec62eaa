namespace CodeAct.Robotics.Agents;

/// <summary>A model's reply taken apart.</summary>
/// <param name="Thought">What stands before the block; may be empty.</param>
/// <param name="Code">The C# of the one block, or null where there is not exactly one that says something.</param>
public sealed record ActionSource(string Thought, string? Code);

/// <summary>Finds the one fenced csharp block of a reply.</summary>
public static class ReplyParser
{
    /// <summary>What a reply without exactly one block is told; word for word as the embedded model was trained.</summary>
    public static readonly ActionError FormatError = new(Robots.ErrorCodes.Format, "reply with one csharp block.");

    private const string Fence = "```";

    /// <summary>Takes a reply apart. A block that was cut off before its closing fence does not count.</summary>
    public static ActionSource Parse(string reply)
    {
        string[] lines = reply.ReplaceLineEndings("\n").Split('\n');
        var thought = new List<string>();
        List<string>? block = null;
        string? code = null;
        int blocks = 0;
        foreach (string line in lines)
        {
            string trimmed = line.Trim();
            if (block is null && IsOpening(trimmed))
            {
                block = [];
            }
            else if (block is not null && trimmed == Fence)
            {
                blocks++;
                code ??= string.Join('\n', block);
                block = null;
            }
            else if (block is not null)
            {
                block.Add(line);
            }
            else if (blocks == 0 && trimmed.Length > 0)
            {
                thought.Add(trimmed);
            }
        }

        bool one = blocks == 1 && block is null && !string.IsNullOrWhiteSpace(code);
        return new ActionSource(string.Join(' ', thought), one ? code : null);
    }

    /// <summary>True for text that has a fence, and so is a reply rather than bare C#.</summary>
    public static bool HasFence(string text) => text.ReplaceLineEndings("\n").Split('\n').Any(l => IsOpening(l.Trim()) || l.Trim() == Fence);

    private static bool IsOpening(string line)
    {
        if (!line.StartsWith(Fence, StringComparison.Ordinal)) return false;
        string tag = line[Fence.Length..].Trim().ToLowerInvariant();
        return tag is "csharp" or "cs" or "c#";
    }
}
