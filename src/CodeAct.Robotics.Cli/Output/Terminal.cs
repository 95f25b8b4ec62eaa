using Spectre.Console;

namespace CodeAct.Robotics.Cli;

/// <summary>The consoles for people: standard output, or standard error while standard output belongs to programs.</summary>
internal static class Terminal
{
    /// <summary>The console for people's text.</summary>
    /// <param name="json">True while standard output carries JSON.</param>
    public static IAnsiConsole For(bool json) => Make(json ? Console.Error : Console.Out, json ? Console.IsErrorRedirected : Console.IsOutputRedirected);

    private static IAnsiConsole Make(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        // A log file has no width: don't break its lines.
        if (redirected) console.Profile.Width = 200;
        return console;
    }
}
