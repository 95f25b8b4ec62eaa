namespace CodeAct.Robotics.Hardware.Linux.Chips;

/// <summary>From what a chip measures to what the manifest's unit says: value × scale + offset.</summary>
/// <param name="Scale">Manifest units for one unit of the chip; not 0.</param>
/// <param name="Offset">In the manifest's unit.</param>
internal readonly record struct Calibration(double Scale, double Offset)
{
    /// <summary>The value in the manifest's unit.</summary>
    public double Apply(double raw) => raw * Scale + Offset;
}
