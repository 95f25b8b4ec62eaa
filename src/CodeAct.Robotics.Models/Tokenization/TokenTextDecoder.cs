using System.Text;

namespace CodeAct.Robotics.Models.Tokenization;

/// <summary>Turns a stream of tokens into text, holding back the bytes of a character until it is whole.</summary>
public sealed class TokenTextDecoder(BytePairTokenizer tokenizer)
{
    readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    /// <summary>The text that this token completes; empty for a special token or half a character.</summary>
    public string Push(int token) => tokenizer.IsSpecial(token) ? "" : Convert(tokenizer.Bytes(token), flush: false);

    /// <summary>What is left at the end: a replacement character for half a character, else nothing.</summary>
    public string Finish() => Convert([], flush: true);

    string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        Span<char> text = stackalloc char[256];
        if (bytes.Length + 4 > text.Length)
        {
            text = new char[bytes.Length + 4];
        }
        return new string(text[.._decoder.GetChars(bytes, text, flush)]);
    }
}
