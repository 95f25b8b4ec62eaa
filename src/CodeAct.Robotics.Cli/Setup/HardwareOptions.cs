using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.EmergencyStop;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Cli;

/// <summary>What a robot of real hardware needs beyond its manifest.</summary>
internal sealed record HardwareOptions
{
    /// <summary>Asks a person; null where nobody can be asked, which is a no.</summary>
    public IApprover? Approver { get; init; }

    /// <summary>Tells the broker of devices over MQTT by the robot's name.</summary>
    public Func<string, MqttOptions> Broker { get; init; } = robot => throw new InvalidFileException("--mqtt", 0, $"{robot} has devices over MQTT, and this verb reaches no broker.", "Use run, exec or serve.");

    /// <summary>How many times longer the watchdogs wait.</summary>
    public double Patience { get; init; } = 1;

    /// <summary>The control loop has gone round: for the service manager's watchdog. It must not block.</summary>
    public Action Alive { get; init; } = () => { };

    /// <summary>The line of an e-stop button, as <c>CHIP:LINE[:low]</c>, or null.</summary>
    public string? EStopLine { get; init; }

    /// <summary>What opens the line, or null.</summary>
    /// <param name="estop">Latched by it.</param>
    public Func<IDisposable>? OpenLine(EStop estop) => EStopLine is not { Length: > 0 } text ? null : () => OpenLine(text, estop);

    private static EStopLine OpenLine(string text, EStop estop)
    {
        try
        {
            var kernel = LinuxKernel.FromEnvironment();
            return Hardware.Linux.EmergencyStop.EStopLine.Open(text, kernel, Boards.Header(kernel), estop);
        }
        catch (FormatException e)
        {
            throw new InvalidFileException("--estop-line", 0, e.Message);
        }
    }
}
