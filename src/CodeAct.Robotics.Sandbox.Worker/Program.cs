using CodeAct.Robotics.Sandbox.Worker.Confinement;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox.Worker;

/// <summary>The confined process. The host starts it with pipes on standard input and output and nothing else of its own.</summary>
internal static class Program
{
    private const string Confined = "--confined";

    private static int Main(string[] arguments)
    {
        if (arguments is not [Confined, [var landlock]])
        {
            ProcessLimits.ApplyAndRestart(Confined);
            return 2;
        }
        (int input, int output) = TakePipes();
        HostWatch.Start(input);
        var thread = new Thread(() => Serve(input, output, landlock - '0'), SideThread.StackBytes) { Name = "actions" };
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

    private static void Serve(int input, int output, int landlock)
    {
        WarmUp.Run();
        Preload.Run();
        try
        {
            new WorkerLoop(new FrameReader(input, Wire.MaxToWorker), new FrameWriter(output)).Run(landlock, SystemCallFilter.Apply());
        }
        catch (Exception e) when (e is ProtocolException or Compiling.FacadeException)
        {
            Console.Error.WriteLine(e.Message);
            Libc.Exit(4);
        }
    }
}
