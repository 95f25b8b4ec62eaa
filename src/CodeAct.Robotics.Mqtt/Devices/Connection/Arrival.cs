namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>A message of a device.</summary>
/// <param name="Payload">Its bytes.</param>
/// <param name="At">The robot's clock when it came.</param>
/// <param name="Order">Its place among all messages and commands, so that later is later also within one instant.</param>
/// <param name="Connection">Which connection brought it, counted from 1.</param>
/// <param name="IsKept">The broker may have kept it: nobody knows how old it is.</param>
internal sealed record Arrival(ReadOnlyMemory<byte> Payload, double At, long Order, int Connection, bool IsKept);
