// The engine uses all cores by itself; tests side by side would only slow one another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
