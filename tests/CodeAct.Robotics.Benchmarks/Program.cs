using CodeAct.Robotics.Benchmarks;

bool json = args.Contains("--json");
string? only = args.FirstOrDefault(a => a != "--json");
(string Name, IAsyncEnumerable<Figure> Figures)[] all =
[
    ("action", ActionBenchmark.RunAsync()),
    ("action", ActionBenchmark.RunLongTaskAsync()),
    ("sandbox", SandboxBenchmark.RunAsync()),
    ("leaks", LeakBenchmark.RunAsync()),
    ("device", DeviceBenchmark.RunAsync()),
    ("engine", EngineBenchmark.RunAsync()),
    ("grammar", GrammarBenchmark.RunAsync()),
    ("mqtt", MqttBenchmark.RunAsync()),
    ("drain", MqttBenchmark.RunManyAsync()),
    ("stop", StopBenchmark.RunAsync()),
    ("safety", SafetyBenchmark.RunAsync()),
];
if (args.Length > 2 || only is not null && all.All(b => b.Name != only))
{
    Console.Error.WriteLine("usage: ./deploy.sh bench [action|sandbox|leaks|device|engine|grammar|mqtt|drain|stop|safety] [--json]");
    return 2;
}

foreach ((string name, IAsyncEnumerable<Figure> benchmark) in all)
{
    // Minutes long: only when asked for.
    if (only is null ? name is "leaks" or "drain" or "stop" or "safety" : name != only) continue;
    await foreach (Figure figure in benchmark) Console.WriteLine(json ? figure.ToJson().ToJsonString() : figure.ToString());
}

return 0;
