using CodeAct.Robotics.Sandbox.Worker;

namespace CodeAct.Robotics.Attacks;

/// <summary>Beside the tests: a worker with some layers only, and the matrix.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [LayeredSandbox.Worker, var checks, ..]:
                return Sandbox.Worker.Program.Run(typeof(Program).Assembly.Location, arguments, (CheckSet)int.Parse(checks, System.Globalization.CultureInfo.InvariantCulture));
            case ["matrix"]:
                await Matrix.WriteAsync(Console.Out);
                return 0;
            default:
                Console.Error.WriteLine("usage: matrix    every program against each layer alone and all together, as Markdown");
                return 2;
        }
    }
}
