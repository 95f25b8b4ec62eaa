using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>What is sent for a command.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Payload">What.</param>
/// <param name="Goal">What the device then is; null where it takes its time, so that its state tells.</param>
internal sealed record Order(string Topic, string Payload, DeviceState? Goal);

/// <summary>The last order that was given.</summary>
/// <param name="Goal">What the device then is.</param>
/// <param name="Number">Its place among messages and commands.</param>
/// <param name="At">The robot's clock.</param>
/// <param name="Connection">The connection that it went over.</param>
internal sealed record Given(DeviceState Goal, long Number, double At, int Connection)
{
    private volatile bool _confirmed;

    /// <summary>The device or, where it says nothing, the broker has confirmed it.</summary>
    public bool IsConfirmed
    {
        get => _confirmed;
        set => _confirmed = value;
    }
}

/// <summary>What the device last said.</summary>
/// <param name="Reading">It.</param>
/// <param name="Arrival">The message.</param>
internal sealed record Told(Reading Reading, Arrival Arrival);

/// <summary>A safe value that is not confirmed yet: by the device where it tells its state, else by the broker.</summary>
/// <param name="Order">It.</param>
/// <param name="Number">Its place among messages and commands, when it was last sent.</param>
/// <param name="At">The robot's clock then.</param>
/// <param name="Connection">The connection that it went over; 0 while it waits for one.</param>
/// <param name="Times">How often it was sent.</param>
internal sealed record Owed(Order Order, long Number, double At, int Connection, int Times)
{
    private volatile bool _taken;

    /// <summary>The broker has it.</summary>
    public bool IsTaken
    {
        get => _taken;
        set => _taken = value;
    }
}
