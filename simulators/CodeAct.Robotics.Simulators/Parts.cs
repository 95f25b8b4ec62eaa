namespace CodeAct.Robotics.Simulators;

/// <summary>The devices of one simulation as a world takes them: by name and kind, each by one world only.</summary>
internal sealed class Parts(IReadOnlyList<SimulatedDevice> devices)
{
    private readonly HashSet<SimulatedDevice> _taken = [];

    /// <summary>All of them in manifest order.</summary>
    public IReadOnlyList<SimulatedDevice> All => devices;

    /// <summary>Those that no world has taken: they behave as in the generic simulator.</summary>
    public IEnumerable<SimulatedDevice> Free => devices.Where(d => !_taken.Contains(d));

    /// <summary>The device of that name if it is of that kind; null where the manifest has none, which a world treats as off.</summary>
    public TDevice? Take<TDevice>(string name)
        where TDevice : SimulatedDevice
    {
        foreach (SimulatedDevice device in devices)
        {
            if (device is not TDevice found || device.Spec.Name != name) continue;
            _taken.Add(device);
            return found;
        }

        return null;
    }
}
