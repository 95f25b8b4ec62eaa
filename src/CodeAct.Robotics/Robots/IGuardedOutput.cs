namespace CodeAct.Robotics.Robots;

/// <summary>
/// A driver whose outputs another process can make safe after this one has died: it says what to do, in the order in which to do it.
/// The guardian gets the list once, when the robot is opened, together with duplicates of the descriptors.
/// </summary>
public interface IGuardedOutput
{
    /// <summary>The steps to the manifest's safe value; empty where it is <c>stop</c> and standing still needs nothing. Constant while the driver is open.</summary>
    IReadOnlyList<SafeOutput> SafeOutputs { get; }
}

/// <summary>One step towards a safe output: a system call with all its bytes, so that who makes it need know nothing of devices.</summary>
public abstract record SafeOutput
{
    private SafeOutput()
    {
    }

    /// <summary>ioctl(2) on a descriptor that the driver holds open, with a pointer to the bytes. A GPIO line: GPIO_V2_LINE_SET_VALUES_IOCTL.</summary>
    /// <param name="Descriptor">Of this process; the guardian needs a duplicate, which also keeps the line as it is when this process dies.</param>
    /// <param name="Request">The ioctl's number.</param>
    /// <param name="Argument">The structure; the kernel may write into the copy that is passed.</param>
    /// <param name="Place">What the descriptor is of, so that the next owner can take it over as it stands; empty where it need not be.</param>
    public sealed record Control(int Descriptor, uint Request, ReadOnlyMemory<byte> Argument, string Place = "") : SafeOutput;

    /// <summary>One write(2) of a text to a file that is opened for it. A sysfs PWM's duty_cycle, a LED's brightness.</summary>
    /// <param name="Path">Absolute.</param>
    /// <param name="Text">What to write, whole.</param>
    public sealed record WriteFile(string Path, string Text) : SafeOutput;

    /// <summary>One write to a chip on an I2C bus: I2C_RDWR with one message.</summary>
    /// <param name="Descriptor">The bus, open in this process; the guardian needs a duplicate.</param>
    /// <param name="Address">7 bits.</param>
    /// <param name="Bytes">The register and what to write into it.</param>
    public sealed record WriteI2c(int Descriptor, int Address, ReadOnlyMemory<byte> Bytes) : SafeOutput;
}
