namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>The topics of a robot and of a fleet.</summary>
/// <param name="robot">The robot's name.</param>
public sealed class Topics(string robot)
{
    /// <summary>Where any robot of a fleet takes tasks.</summary>
    public const string FleetTask = "codeact/fleet/task";

    /// <summary>All of the robot's topics begin with it.</summary>
    public string Base { get; } = $"codeact/{robot}";

    /// <summary>Takes tasks.</summary>
    public string Task => $"{Base}/task";

    /// <summary>Takes cancels of any task.</summary>
    public string AnyCancel => $"{Base}/task/+/cancel";

    /// <summary>Takes the answers to all requests for approval.</summary>
    public string AnyApprove => $"{Base}/task/+/approve";

    /// <summary>Stops the robot at once.</summary>
    public string EStop => $"{Base}/estop";

    /// <summary>Releases the stop.</summary>
    public string EStopReset => $"{Base}/estop/reset";

    /// <summary>What the robot does.</summary>
    public string State => $"{Base}/state";

    /// <summary><c>online</c> or <c>offline</c>.</summary>
    public string Availability => $"{Base}/availability";

    /// <summary>Where a task stands.</summary>
    public string Status(string id) => $"{Base}/task/{id}/status";

    /// <summary>A task's turns.</summary>
    public string Step(string id) => $"{Base}/task/{id}/step";

    /// <summary>A task's summary.</summary>
    public string Result(string id) => $"{Base}/task/{id}/result";

    /// <summary>Asks for approval of what a task would do.</summary>
    public string Approval(string id) => $"{Base}/task/{id}/approval";

    /// <summary>Takes the answer.</summary>
    public string Approve(string id) => $"{Base}/task/{id}/approve";

    /// <summary>Cancels a task.</summary>
    public string Cancel(string id) => $"{Base}/task/{id}/cancel";

    /// <summary>What a device reads.</summary>
    public string Device(string name) => $"{Base}/device/{name}";

    /// <summary>The id in one of a task's topics, or null.</summary>
    public string? IdOf(string topic) => topic.StartsWith($"{Base}/task/", StringComparison.Ordinal) && topic[(Base.Length + 6)..].Split('/') is [var id, _] ? id : null;
}
