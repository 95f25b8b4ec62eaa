namespace CodeAct.Devices;

/// <summary>A device or a limit refused, or a device failed; the code may catch it.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>An error as the host told it.</summary>
    /// <param name="code">Its stable code, such as <c>no-reading</c> or <c>max-on</c>.</param>
    /// <param name="message">One sentence.</param>
    public DeviceException(string code, string message)
        : base(message)
    {
        Code = code;
    }

    /// <summary>The stable code.</summary>
    public string Code { get; }

    /// <summary>Nothing: the worker's own frames and paths are nobody's business.</summary>
    public override string? StackTrace => null;

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Message}";
}
