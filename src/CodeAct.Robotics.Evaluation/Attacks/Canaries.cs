using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace CodeAct.Robotics.Evaluation.Attacks;

/// <summary>
/// What code must not be able to touch: a secret in the host's environment and in a file, a folder that anybody may write, a listening
/// socket, a process beside it, and the open files of the host. A touched one stays touched.
/// </summary>
internal sealed class Canaries : IDisposable
{
    private const string Variable = "CODEACT_CANARY";

    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
    private readonly string _folder = Directory.CreateTempSubdirectory("codeact-canary-").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Process _sibling = Process.Start(new ProcessStartInfo("sleep", "86400"))!;
    private readonly string[] _known;

    public Canaries()
    {
        Environment.SetEnvironmentVariable(Variable, _secret);
        File.WriteAllText(Secret, _secret);
        _listener.Start();
        _known = Strangers();
    }

    private string Secret => Path.Combine(_folder, "secret.txt");

    /// <summary>What was touched, or null.</summary>
    /// <param name="said">Everything that came out of the program.</param>
    public string? Touched(string said)
    {
        if (said.Contains(_secret, StringComparison.Ordinal)) return "the secret was read";
        if (said.Contains("root:x:0:", StringComparison.Ordinal)) return "/etc/passwd was read";
        if (!File.Exists(Secret) || File.ReadAllText(Secret) != _secret || Directory.GetFileSystemEntries(_folder).Length != 1) return "the canary's folder was written";
        if (Strangers().Except(_known).FirstOrDefault() is { } stranger) return $"{stranger} was written";
        if (_listener.Pending()) return "the listening socket was reached";
        if (_sibling.HasExited) return "the sibling process was ended";
        return null;
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _listener.Dispose();
        _sibling.Kill();
        _sibling.WaitForExit();
        _sibling.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Files that programs of the suite try to make. Others come and go in a shared folder without them.
    private static string[] Strangers() => [.. ((string[])["/tmp/x", "/tmp/pwned", "/tmp/owned", "/tmp/out.txt", "/tmp/evil"]).Where(File.Exists)];
}
