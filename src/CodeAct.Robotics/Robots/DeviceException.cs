namespace CodeAct.Robotics.Robots;

/// <summary>A coded error of a device or of the governor; its message is one sentence made for the model.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>A refusal or fault.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">One sentence that names the device and the limit.</param>
    public DeviceException(string code, string message)
        : base(message)
    {
        Code = code;
    }

    /// <summary>The stable code.</summary>
    public string Code { get; }
}

/// <summary>The stable error codes, the same in observations and JSON. A compiler error has the compiler's own code.</summary>
public static class ErrorCodes
{
    /// <summary>The reply was not a thought and one csharp block.</summary>
    public const string Format = "format";

    /// <summary>The code uses something that is not on the allow-list.</summary>
    public const string NotAllowed = "not-allowed";

    /// <summary>Statements, depth, output, device calls, memory or clock of one action are spent.</summary>
    public const string Budget = "budget";

    /// <summary>The action ran longer than it may.</summary>
    public const string Timeout = "timeout";

    /// <summary>The worker process died under the action.</summary>
    public const string WorkerDied = "worker-died";

    /// <summary>The code threw.</summary>
    public const string Exception = "exception";

    /// <summary>A value outside its range.</summary>
    public const string Range = "range";

    /// <summary>A change or command too fast or too soon after the last.</summary>
    public const string Rate = "rate";

    /// <summary>The longest time on is reached.</summary>
    public const string MaxOn = "max-on";

    /// <summary>The shortest time off is not over.</summary>
    public const string MinOff = "min-off";

    /// <summary>An interlock forbids it.</summary>
    public const string Interlock = "interlock";

    /// <summary>A motion ended before its goal.</summary>
    public const string Blocked = "blocked";

    /// <summary>A device gave no valid reading.</summary>
    public const string NoReading = "no-reading";

    /// <summary>A reading is too old.</summary>
    public const string Stale = "stale";

    /// <summary>A device refused or failed.</summary>
    public const string DeviceFault = "device-fault";

    /// <summary>The e-stop is latched.</summary>
    public const string EStop = "e-stop";

    /// <summary>Another process owns the robot.</summary>
    public const string Owner = "owner";

    /// <summary>A person did not say yes.</summary>
    public const string Approval = "approval";

    /// <summary>The twin foresees a violation.</summary>
    public const string Twin = "twin";
}
