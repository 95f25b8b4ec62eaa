using System.CommandLine;
using System.CommandLine.Parsing;
using CodeAct.Robotics.Cli;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Guardian;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Tasks;

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("codeact runs on Linux, x64 or arm64; on Windows, use WSL 2.");
    return ExitCodes.Failed;
}

// Before anything else is loaded: the guardian is to be small and quick.
if (GuardianVerb.TryRun(args) is { } exit) return exit;

try
{
    RootCommand root = Verbs.Create(Settings.Load());
    ParseResult parsed = root.Parse(args);
    if (parsed.Errors.Count > 0)
    {
        foreach (ParseError error in parsed.Errors) Console.Error.WriteLine(error.Message);
        Console.Error.WriteLine($"Try: codeact {parsed.CommandResult.Command.Name.Replace("codeact", "", StringComparison.Ordinal)} --help".Replace("  ", " ", StringComparison.Ordinal));
        return ExitCodes.Usage;
    }

    var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
    return await parsed.InvokeAsync(configuration);
}
catch (InvalidFileException e)
{
    Console.Error.WriteLine(e.Message);
    return ExitCodes.Usage;
}
catch (WeakSandboxException e)
{
    Console.Error.WriteLine(e.Message);
    return ExitCodes.Refused;
}
catch (Exception e) when (e is OwnedException or GuardianException)
{
    Console.Error.WriteLine(e.Message);
    return ExitCodes.Refused;
}
catch (Exception e) when (e is SandboxException or FileNotFoundException or MqttException or TaskQueueException)
{
    Console.Error.WriteLine(e.Message);
    return ExitCodes.Failed;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted.");
    return ExitCodes.Interrupted;
}
