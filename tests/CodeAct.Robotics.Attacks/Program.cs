using System.Diagnostics;
using System.Globalization;
using CodeAct.Robotics.Attacks.Fuzzing;
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
                return Sandbox.Worker.Program.Run(typeof(Program).Assembly.Location, arguments, (CheckSet)int.Parse(checks, CultureInfo.InvariantCulture));
            case ["matrix"]:
                await Matrix.WriteAsync(Console.Out);
                return 0;
            case ["fuzz", var minutes, var seed] when double.TryParse(minutes, CultureInfo.InvariantCulture, out double length) && int.TryParse(seed, CultureInfo.InvariantCulture, out int number):
                return await FuzzAsync(TimeSpan.FromMinutes(length), number);
            default:
                Console.Error.WriteLine("usage: matrix               every program against each layer alone and all together, as Markdown");
                Console.Error.WriteLine("       fuzz MINUTES SEED    mutated programs and lying workers; exit 1 if something fell");
                return 2;
        }
    }

    private static async Task<int> FuzzAsync(TimeSpan length, int seed)
    {
        long began = Stopwatch.GetTimestamp();
        FuzzResult result = await new Fuzzer(LayeredSandbox.Greenhouse(), seed).RunAsync(_ => Stopwatch.GetElapsedTime(began) < length, Console.Error.WriteLine);
        Console.WriteLine($"{result.Programs} programs ({string.Join(", ", result.Outcomes.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Value} {o.Key}"))}), {result.Workers} lying workers, {result.Fell.Count} fell");
        return result.Fell.Count == 0 ? 0 : 1;
    }
}
