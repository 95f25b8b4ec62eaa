using System.Diagnostics;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Evaluation.Attacks;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Attacks.Fuzzing;

/// <summary>What a run of the fuzzer found.</summary>
internal sealed class FuzzResult
{
    /// <summary>Mutated programs that were run.</summary>
    public int Programs { get; set; }

    /// <summary>Workers that lied.</summary>
    public int Workers { get; set; }

    /// <summary>What became of the programs.</summary>
    public Dictionary<string, int> Outcomes { get; } = [];

    /// <summary>What must never be: something touched, a deadline missed, a next action that fails, an error of the host.</summary>
    public List<string> Fell { get; } = [];
}

/// <summary>Runs mutated programs and lying workers, by seed, until a time or a number is reached.</summary>
internal sealed class Fuzzer(RobotManifest manifest, int seed)
{
    // How many lies follow a number of programs: a liar's process is cheap.
    private const int ProgramsARound = 20, LiesARound = 5;

    private static readonly SandboxOptions Options = new() { SessionsPerWorker = 200, RunTime = TimeSpan.FromSeconds(1), CompileTime = TimeSpan.FromSeconds(4) };

    // Some liars never greet; three are waited for.
    private static readonly SandboxOptions LieOptions = Options with { StartTime = TimeSpan.FromSeconds(1), CompileTime = TimeSpan.FromSeconds(1) };

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(9);

    /// <summary>Fuzzes.</summary>
    /// <param name="goesOn">Asked before each round.</param>
    /// <param name="told">Gets a line for what fell, and for each round a count.</param>
    public async Task<FuzzResult> RunAsync(Func<FuzzResult, bool> goesOn, Action<string> told)
    {
        var random = new Random(seed);
        var mutator = new SyntaxMutator(Codes(Suite.Read("controls.jsonl")), Codes(Suite.Attacks));
        var result = new FuzzResult();
        await using var sandbox = new ActionSandbox(Options);
        using var runner = new AttackRunner(sandbox, manifest, "Fan.Set(0.5)", Deadline);
        while (goesOn(result))
        {
            for (int i = 0; i < ProgramsARound; i++)
            {
                string code = mutator.Next(random);
                string? fell = await TryAsync(runner, new AttackProgram($"{seed}-{result.Programs++}", null, null, code, "contained"), result);
                if (fell is not null) Tell($"{fell}\n{code}");
            }
            for (int i = 0; i < LiesARound; i++)
            {
                byte[] lie = FrameMutator.Next(random);
                result.Workers++;
                if (await LieAsync(lie) is { } fell) Tell($"{fell}\n{Convert.ToHexString(lie.AsSpan(0, Math.Min(lie.Length, 2000)))}");
            }
            told($"{result.Programs} programs, {result.Workers} workers, {result.Fell.Count} fell");
        }
        return result;

        static IEnumerable<string> Codes(IEnumerable<AttackProgram> programs) => programs.Select(p => p.Code.Replace(AttackProgram.DeviceCall, "Fan.Set(0.5)", StringComparison.Ordinal));

        void Tell(string what)
        {
            result.Fell.Add(what);
            told("FELL " + what);
        }
    }

    private static async Task<string?> TryAsync(AttackRunner runner, AttackProgram program, FuzzResult result)
    {
        try
        {
            AttackRecord record = await runner.RunAsync(program, CancellationToken.None);
            string outcome = record.Why is { } why && why.StartsWith(ErrorCodes.WorkerDied, StringComparison.Ordinal) ? "worker-died"
                : record.Why?.Contains("does not work here", StringComparison.Ordinal) == true ? "not woven" : record.Outcome.ToString().ToLowerInvariant();
            result.Outcomes[outcome] = result.Outcomes.GetValueOrDefault(outcome) + 1;
            return record.Outcome == AttackOutcome.Escaped ? $"escaped: {record.Why}" : record.NextActionOk ? null : "the next action failed";
        }
        catch (Exception e)
        {
            return $"the host: {e}";
        }
    }

    /// <summary>Null where the host took it as it must: an error, in time, and no exception.</summary>
    private async Task<string?> LieAsync(byte[] lie)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, lie);
            using Simulation simulation = Simulation.Create(manifest, new SimulationOptions { Seed = 1 });
            var executor = new Governor(manifest, simulation);
            await using var sandbox = new ActionSandbox(LieOptions, () => Liar(file));
            long began = Stopwatch.GetTimestamp();
            try
            {
                await using IActionSession session = await sandbox.OpenAsync(new DeviceApi(manifest).ForSandbox(1), CancellationToken.None);
                await new ActionExecutor(session, executor).RunAsync("Print(1);", CancellationToken.None);
            }
            catch (SandboxException)
            {
                // It said that no worker works: right.
            }
            return Stopwatch.GetElapsedTime(began) > Deadline ? "the deadline was missed" : null;
        }
        catch (Exception e)
        {
            return $"the host: {e}";
        }
        finally
        {
            File.Delete(file);
        }
    }

    // One process, since a child would keep the pipes open. After its lies it sends back what it is sent.
    private static ProcessStartInfo Liar(string file) => WorkerCommand.Start(LieOptions, "/bin/cat", file, "-");
}
