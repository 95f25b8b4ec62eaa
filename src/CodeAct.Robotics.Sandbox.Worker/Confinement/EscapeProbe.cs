using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Sandbox.Worker.Confinement;

/// <summary>Tries to get out of a confined worker as code would that had got past everything else: straight to the kernel.</summary>
internal static unsafe class EscapeProbe
{
    private const int ReadOnly = 0, CreateAndWrite = 0x41, Internet = 2, Stream = 1, NoSignal = 0;

    /// <summary>What is tried, in the order of the answer.</summary>
    public static readonly string[] Attempts = ["read a file", "write a file", "open a socket", "signal the host", "start a process", "execute a program"];

    /// <summary>The error number of each attempt, 0 where it succeeded. The last one, where it succeeds, ends this process.</summary>
    /// <param name="host">The host's process number.</param>
    public static byte[] Run(int host)
    {
        byte* path = (byte*)Marshal.StringToCoTaskMemUTF8("/bin/true");
        byte** nothing = stackalloc byte*[] { null };
        return
        [
            Closed(Libc.Open("/etc/passwd", ReadOnly)),
            Closed(Libc.Open($"/tmp/codeact-probe-{Environment.ProcessId}", CreateAndWrite)),
            Closed(Libc.Socket(Internet, Stream, 0)),
            ErrorOf(Libc.Kill(host, NoSignal)),
            Child(Libc.Fork()),
            ErrorOf(Libc.Execve(path, nothing, nothing)),
        ];
    }

    private static byte Closed(int fd)
    {
        byte error = ErrorOf(fd);
        if (error == 0) _ = Libc.Close(fd);
        return error;
    }

    private static byte Child(int process)
    {
        byte error = ErrorOf(process);
        if (process == 0) Libc.Exit(0);
        return error;
    }

    private static byte ErrorOf(int result) => result >= 0 ? (byte)0 : (byte)Math.Clamp(Marshal.GetLastPInvokeError(), 1, 255);
}
