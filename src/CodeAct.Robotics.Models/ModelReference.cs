namespace CodeAct.Robotics.Models;

/// <summary>The kinds of model.</summary>
public enum ModelKind
{
    /// <summary>The weights that come with the program.</summary>
    Embedded,

    /// <summary>A GGUF file, run in this process.</summary>
    File,

    /// <summary>A model of an OpenAI-compatible server.</summary>
    Served,

    /// <summary>Recorded replies.</summary>
    Replay,

    /// <summary>A GGUF file of any kind, run by llama.cpp in this process (edge build).</summary>
    LlamaCpp,
}

/// <summary>What <c>--model</c> names: <c>embedded</c>, <c>FILE.gguf</c>, <c>llama:FILE.gguf</c>, <c>openai:URL#NAME</c> or <c>replay:FILE</c>.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Path">The file, for <see cref="ModelKind.File"/> and <see cref="ModelKind.LlamaCpp"/>; the file or folder, for <see cref="ModelKind.Replay"/>.</param>
/// <param name="Endpoint">The server's base address, such as <c>http://127.0.0.1:8080/v1</c>.</param>
/// <param name="Name">The served model's name.</param>
public sealed record ModelReference(ModelKind Kind, string? Path = null, Uri? Endpoint = null, string? Name = null)
{
    const string Forms = "A model is 'embedded', 'FILE.gguf', 'llama:FILE.gguf', 'openai:URL#NAME' or 'replay:FILE'.";

    /// <summary>The weights that come with the program.</summary>
    public static ModelReference Embedded { get; } = new(ModelKind.Embedded);

    /// <summary>Reads a reference.</summary>
    /// <exception cref="FormatException">It has none of the forms; the message says what would be right.</exception>
    public static ModelReference Parse(string text)
    {
        if (text == "embedded")
        {
            return Embedded;
        }
        if (text.StartsWith("openai:", StringComparison.Ordinal))
        {
            return Served(text, text["openai:".Length..]);
        }
        if (text.StartsWith("replay:", StringComparison.Ordinal))
        {
            return text.Length > "replay:".Length
                ? new(ModelKind.Replay, text["replay:".Length..])
                : throw new FormatException("'replay:' names no file. Write replay:FILE or replay:FOLDER.");
        }
        if (text.StartsWith("llama:", StringComparison.Ordinal))
        {
            return text.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) && text.Length > "llama:.gguf".Length
                ? new(ModelKind.LlamaCpp, text["llama:".Length..])
                : throw new FormatException($"'{text}' names no GGUF file. Write llama:FILE.gguf.");
        }
        return text.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)
            ? new(ModelKind.File, text)
            : throw new FormatException($"'{text}' is no model. {Forms}");
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Kind switch
    {
        ModelKind.Embedded => "embedded",
        ModelKind.File => Path!,
        ModelKind.LlamaCpp => $"llama:{Path}",
        ModelKind.Served => $"openai:{Endpoint}#{Name}",
        _ => $"replay:{Path}",
    };

    static ModelReference Served(string text, string address)
    {
        var hash = address.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0 || hash == address.Length - 1)
        {
            throw new FormatException($"'{text}' names no model of the server. Write openai:URL#NAME, such as openai:http://127.0.0.1:8080/v1#qwen.");
        }
        return Uri.TryCreate(address[..hash], UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"
            ? new(ModelKind.Served, Endpoint: endpoint, Name: address[(hash + 1)..])
            : throw new FormatException($"'{address[..hash]}' is no http or https address. Write openai:URL#NAME, such as openai:http://127.0.0.1:8080/v1#qwen.");
    }
}
