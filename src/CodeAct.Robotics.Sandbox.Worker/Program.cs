using CodeAct.Robotics.Sandbox.Worker.Confinement;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox.Worker;

/// <summary>The confined process. The host starts it with pipes on standard input and output and nothing else of its own.</summary>
internal static class Program
{
    private const string Confined = "--confined";

    private static int Main(string[] arguments) => Run(typeof(Program).Assembly.Location, arguments, CheckSet.All);

    /// <summary>Confines this process, and serves the host until it goes.</summary>
    /// <param name="entry">The assembly that was started.</param>
    /// <param name="arguments">None, or what the first stage gives to the second.</param>
    /// <param name="checks">The layers that are wanted.</param>
    internal static int Run(string entry, string[] arguments, CheckSet checks)
    {
        bool confines = checks.HasFlag(CheckSet.OperatingSystem);
        if (arguments is not [.., Confined, [var landlock]])
        {
            ProcessLimits.ApplyAndRestart(entry, confines, [.. arguments, Confined]);
            return 2;
        }
        (int input, int output) = TakePipes();
        HostWatch.Start(input);
        var thread = new Thread(() => Serve(input, output, checks, landlock - '0'), SideThread.StackBytes) { Name = "actions" };
        thread.Start();
        thread.Join();
        return 0;
    }

    // Nothing else may read or write the protocol: input becomes empty, and output goes where errors go.
    private static unsafe (int Input, int Output) TakePipes()
    {
        int input = Libc.Dup(0), output = Libc.Dup(1);
        int* empty = stackalloc int[2];
        if (Libc.Pipe(empty) == 0)
        {
            Libc.Dup2(empty[0], 0);
            Libc.Close(empty[0]);
            Libc.Close(empty[1]);
        }
        Libc.Dup2(2, 1);
        return (input, output);
    }

    private static void Serve(int input, int output, CheckSet checks, int landlock)
    {
        WarmUp.Run(() => Libc.HasInput(input));
        Preload.Run();
        try
        {
            var loop = new WorkerLoop(new FrameReader(input, Wire.MaxToWorker), new FrameWriter(output), checks);
            // The facade is the host's own code: compiled before the filter it loads what an action needs, as a warm-up does.
            if (Libc.HasInput(input)) loop.OpenEarly();
            loop.Run(landlock, checks.HasFlag(CheckSet.OperatingSystem) && SystemCallFilter.Apply());
        }
        catch (Exception e) when (e is ProtocolException or Compiling.FacadeException)
        {
            Console.Error.WriteLine(e.Message);
            Libc.Exit(4);
        }
    }
}
