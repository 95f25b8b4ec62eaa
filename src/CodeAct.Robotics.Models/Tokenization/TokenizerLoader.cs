using System.Text;
using CodeAct.Robotics.Models.Gguf;

namespace CodeAct.Robotics.Models.Tokenization;

/// <summary>Makes the tokenizer that a GGUF file describes.</summary>
static class TokenizerLoader
{
    // Values of tokenizer.ggml.token_type.
    const int Control = 3;
    const int UserDefined = 4;

    /// <exception cref="GgufException">The file's tokenizer is of another kind, or its lists don't fit together.</exception>
    public static BytePairTokenizer Load(GgufFile file)
    {
        var metadata = file.Metadata;
        var model = metadata.Text("tokenizer.ggml.model");
        if (model != "gpt2")
        {
            throw new GgufException(file.Path, $"has the tokenizer '{model}'; the embedded engine reads 'gpt2' (byte-level BPE) only.");
        }
        var splitter = metadata.Text("tokenizer.ggml.pre", "gpt-2") switch
        {
            "smollm" => new WordSplitter(singleDigits: true),
            "gpt-2" or "default" => new WordSplitter(singleDigits: false),
            var other => throw new GgufException(file.Path, $"has the pre-tokenizer '{other}'; the embedded engine knows 'smollm' and 'gpt-2'."),
        };
        var texts = metadata.Texts("tokenizer.ggml.tokens");
        var types = metadata.Integers("tokenizer.ggml.token_type");
        if (texts.Count == 0 || types.Count != texts.Count)
        {
            throw new GgufException(file.Path, $"has {texts.Count} tokens and {types.Count} token types; there must be as many of both.");
        }
        var ids = new Dictionary<string, int>(texts.Count);
        var bytes = new byte[texts.Count][];
        var special = new Dictionary<string, int>();
        for (var id = 0; id < texts.Count; id++)
        {
            if (types[id] is Control or UserDefined)
            {
                special.TryAdd(texts[id], id);
                bytes[id] = Encoding.UTF8.GetBytes(texts[id]);
                continue;
            }
            ids.TryAdd(texts[id], id);
            bytes[id] = ByteAlphabet.TryDecode(texts[id], out var decoded) ? decoded : Encoding.UTF8.GetBytes(texts[id]);
        }
        var byteTokens = new int[256];
        for (var value = 0; value < 256; value++)
        {
            byteTokens[value] = ids.GetValueOrDefault(ByteAlphabet.Character((byte)value).ToString(), -1);
        }
        return new BytePairTokenizer(splitter, bytes, byteTokens, Merges(file, ids), special);
    }

    static Dictionary<long, (int Rank, int Token)> Merges(GgufFile file, Dictionary<string, int> ids)
    {
        var lines = file.Metadata.Texts("tokenizer.ggml.merges");
        var merges = new Dictionary<long, (int Rank, int Token)>(lines.Count);
        var lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> joined = stackalloc char[1024];
        for (var rank = 0; rank < lines.Count; rank++)
        {
            var line = lines[rank].AsSpan();
            var gap = line.IndexOf(' ');
            if (gap <= 0 || line.Length > joined.Length)
            {
                throw new GgufException(file.Path, $"merge {rank + 1} of the tokenizer is not two tokens.");
            }
            line[..gap].CopyTo(joined);
            line[(gap + 1)..].CopyTo(joined[gap..]);
            if (!lookup.TryGetValue(line[..gap], out var left)
                || !lookup.TryGetValue(line[(gap + 1)..], out var right)
                || !lookup.TryGetValue(joined[..(line.Length - 1)], out var token))
            {
                throw new GgufException(file.Path, $"merge {rank + 1} of the tokenizer, '{lines[rank]}', names tokens that the vocabulary lacks.");
            }
            merges.TryAdd(BytePairTokenizer.Key(left, right), (rank, token));
        }
        return merges;
    }
}
