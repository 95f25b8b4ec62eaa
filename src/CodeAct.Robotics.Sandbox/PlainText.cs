namespace CodeAct.Robotics.Sandbox;

/// <summary>Text of the code's making, fit for a terminal and a log: control characters could move the cursor or colour what follows.</summary>
internal static class PlainText
{
    /// <summary>The text with a replacement character for each control character but line end and tab.</summary>
    public static string Of(string text) =>
        text.AsSpan().IndexOfAnyExcept(Harmless) < 0 || !text.Any(IsHarmful) ? text : string.Create(text.Length, text, static (span, from) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = IsHarmful(from[i]) ? '\uFFFD' : from[i];
        });

    private static readonly System.Buffers.SearchValues<char> Harmless = System.Buffers.SearchValues.Create("\n\t" + new string([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]));

    private static bool IsHarmful(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
