using CodeAct.Robotics.Benchmarks;

bool json = args.Contains("--json");
if (args.Any(a => a != "--json"))
{
    Console.Error.WriteLine("usage: ./deploy.sh bench [--json]");
    return 2;
}

IAsyncEnumerable<Figure>[] all = [ActionBenchmark.RunAsync(), ActionBenchmark.RunLongTaskAsync(), DeviceBenchmark.RunAsync(), EngineBenchmark.RunAsync()];
foreach (IAsyncEnumerable<Figure> benchmark in all)
    await foreach (Figure figure in benchmark)
        Console.WriteLine(json ? figure.ToJson().ToJsonString() : figure.ToString());
return 0;
