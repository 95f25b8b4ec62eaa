using System.Text;

namespace CodeAct.Robotics.Models.Tokenization;

/// <summary>
/// Byte-level byte-pair encoding (Sennrich et al. 2016; bytes as in GPT-2). Text never becomes a special token, whatever it
/// spells; those are put in by id. Safe to use from many threads.
/// </summary>
public sealed class BytePairTokenizer
{
    readonly WordSplitter _splitter;
    readonly byte[][] _bytes;
    readonly int[] _byteTokens;
    readonly Dictionary<long, (int Rank, int Token)> _merges;
    readonly Dictionary<string, int> _special;
    readonly HashSet<int> _specialTokens;

    internal BytePairTokenizer(
        WordSplitter splitter, byte[][] bytes, int[] byteTokens, Dictionary<long, (int Rank, int Token)> merges, Dictionary<string, int> special)
    {
        _splitter = splitter;
        _bytes = bytes;
        _byteTokens = byteTokens;
        _merges = merges;
        _special = special;
        _specialTokens = [.. special.Values];
    }

    /// <summary>Tokens in the vocabulary.</summary>
    public int Count => _bytes.Length;

    /// <summary>The id of a special token, such as <c>&lt;|im_end|&gt;</c>.</summary>
    public bool TryGetSpecial(string text, out int token) => _special.TryGetValue(text, out token);

    /// <summary>Whether the token is a special one, which stands for no text.</summary>
    public bool IsSpecial(int token) => _specialTokens.Contains(token);

    /// <summary>The bytes of a token's text. UTF-8 characters may be split between tokens; see <see cref="TokenTextDecoder"/>.</summary>
    public ReadOnlySpan<byte> Bytes(int token) => _bytes[token];

    /// <summary>The tokens of a text, taken as plain text.</summary>
    public IReadOnlyList<int> Encode(string text)
    {
        var tokens = new List<int>(text.Length / 3 + 4);
        var at = 0;
        foreach (var length in _splitter.Lengths(text))
        {
            Merge(Encoding.UTF8.GetBytes(text, at, length), tokens);
            at += length;
        }
        return tokens;
    }

    /// <summary>Where the last word of a text begins: no merge joins it to what is before.</summary>
    internal int LastWord(string text)
    {
        var start = 0;
        foreach (var length in _splitter.Lengths(text))
        {
            if (start + length == text.Length)
            {
                break;
            }
            start += length;
        }
        return start;
    }

    /// <summary>The text of tokens. Special tokens give nothing.</summary>
    public string Decode(IEnumerable<int> tokens)
    {
        var decoder = new TokenTextDecoder(this);
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            text.Append(decoder.Push(token));
        }
        return text.Append(decoder.Finish()).ToString();
    }

    /// <summary>Two tokens as one dictionary key.</summary>
    internal static long Key(int left, int right) => ((long)left << 32) | (uint)right;

    /// <summary>Joins the pair with the lowest rank, the leftmost among equals, until none is left.</summary>
    void Merge(byte[] word, List<int> tokens)
    {
        // A doubly linked list in arrays: a joined pair keeps its left place.
        var token = new int[word.Length];
        var previous = new int[word.Length];
        var next = new int[word.Length];
        var pairs = new PriorityQueue<(int Left, int LeftToken, int RightToken), (int Rank, int Left)>();
        for (var i = 0; i < word.Length; i++)
        {
            (token[i], previous[i], next[i]) = (_byteTokens[word[i]], i - 1, i + 1);
        }
        void Offer(int left)
        {
            if (left >= 0 && next[left] < word.Length && _merges.TryGetValue(Key(token[left], token[next[left]]), out var merge))
            {
                pairs.Enqueue((left, token[left], token[next[left]]), (merge.Rank, left));
            }
        }
        for (var i = 0; i < word.Length; i++)
        {
            Offer(i);
        }
        while (pairs.TryDequeue(out var pair, out _))
        {
            var left = pair.Left;
            var right = token[left] == pair.LeftToken ? next[left] : word.Length;
            if (right >= word.Length || token[right] != pair.RightToken)
            {
                continue;
            }
            token[left] = _merges[Key(pair.LeftToken, pair.RightToken)].Token;
            token[right] = -1;
            next[left] = next[right];
            if (next[left] < word.Length)
            {
                previous[next[left]] = left;
            }
            Offer(previous[left]);
            Offer(left);
        }
        for (var i = 0; i < word.Length; i = next[i])
        {
            // A byte that the vocabulary lacks is dropped, as llama.cpp does.
            if (token[i] >= 0)
            {
                tokens.Add(token[i]);
            }
        }
    }
}
