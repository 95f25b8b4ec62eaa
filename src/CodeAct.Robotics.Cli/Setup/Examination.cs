using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Cli;

/// <summary>How a check came out.</summary>
internal enum FindingState
{
    /// <summary>It holds.</summary>
    Ok,

    /// <summary>It costs a feature, not the job.</summary>
    Note,

    /// <summary>The job can't be done without it.</summary>
    Missing,
}

/// <summary>One thing that was checked.</summary>
internal sealed record Finding(string Check, FindingState State, string What, string? Remedy = null);

/// <summary>Examines this machine by trying, not by guessing.</summary>
internal static class Examination
{
    public static async IAsyncEnumerable<Finding> RunAsync(string robot, Settings settings, bool hardware, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return Platform();
        yield return Folder("state folder", Paths.State);
        yield return Robot(robot);
        foreach (Finding finding in await SandboxAsync(robot, settings.Sandbox, cancellation)) yield return finding;
        yield return Weights(settings);
        yield return EStopLatch(robot);
        yield return ThisBuild.Mqtt;
        if (hardware)
            foreach (Finding finding in HardwareProbe.Run(robot)) yield return finding;
        foreach (EdgePackage package in ThisBuild.Packages) yield return package.Finding;
    }

    private static Finding Platform()
    {
        string what = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores";
        bool fits = OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture is Architecture.X64 or Architecture.Arm64;
        return new Finding("platform", fits ? FindingState.Ok : FindingState.Missing, what, fits ? null : "Linux on x64 or arm64 is needed; on Windows, WSL 2.");
    }

    private static Finding Folder(string check, string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Finding(check, FindingState.Ok, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Finding(check, FindingState.Note, $"{path}: {e.Message}", "No episodes are kept and an e-stop does not survive a restart. Set XDG_STATE_HOME to a folder that can be written.");
        }
    }

    private static Finding Robot(string robot)
    {
        try
        {
            RobotManifest manifest = RobotCatalogue.Get(robot);
            using Simulation simulation = Simulation.Create(Simulated(manifest), new SimulationOptions());
            return new Finding("robot", FindingState.Ok, $"{manifest.Robot}: {manifest.Devices.Count} devices, {manifest.Interlocks.Count} interlocks, {(manifest.Simulator is { } simulator ? $"simulator {simulator}" : "no simulator")} ({manifest.Source})");
        }
        catch (Exception e) when (e is InvalidFileException or SimulationException)
        {
            return new Finding("robot", FindingState.Missing, e.Message);
        }
    }

    // A robot without a simulator is tried on the plain one: here its devices only have to answer.
    private static RobotManifest Simulated(RobotManifest manifest) => manifest.Simulator is null ? manifest with { Simulator = "generic" } : manifest;

    private static async Task<IReadOnlyList<Finding>> SandboxAsync(string robot, SandboxOptions options, CancellationToken cancellation)
    {
        try
        {
            RobotManifest manifest = RobotCatalogue.Get(robot);
            using Simulation simulation = Simulation.Create(Simulated(manifest), new SimulationOptions());
            var governor = new Governor(manifest, simulation);
            await using var sandbox = new ActionSandbox(options);
            await using IActionSession session = await sandbox.OpenAsync(new DeviceApi(manifest).ForSandbox(1), cancellation);
            return await SandboxProbe.RunAsync(sandbox, session, governor, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [new Finding("sandbox", FindingState.Missing, e.Message)];
        }
    }

    private static Finding Weights(Settings settings)
    {
        try
        {
            using ModelHandle model = ModelOpener.Open("embedded", settings, 1);
            return new Finding("embedded model", FindingState.Ok, model.Description);
        }
        catch (InvalidFileException e)
        {
            return new Finding("embedded model", FindingState.Note, e.Message, "Without it, name another: --model openai:URL#NAME or --model FILE.gguf.");
        }
    }

    private static Finding EStopLatch(string robot)
    {
        try
        {
            var estop = new EStop(Paths.Latch(RobotCatalogue.Get(robot).Robot));
            return estop.IsLatched
                ? new Finding("e-stop", FindingState.Note, $"latched: {estop.Reason}", $"codeact estop --reset --robot {robot}")
                : new Finding("e-stop", FindingState.Ok, "not latched");
        }
        catch (InvalidFileException e)
        {
            return new Finding("e-stop", FindingState.Missing, e.Message);
        }
    }
}
