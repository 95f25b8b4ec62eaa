using static CodeAct.Robotics.Robots.MemberResult;
using static CodeAct.Robotics.Robots.MemberType;

namespace CodeAct.Robotics.Robots;

/// <summary>The kinds that a manifest may name. The order of members is the wire's and never changes; new ones go last.</summary>
public static class DeviceKinds
{
    /// <summary>A switch: valve, lamp, pump, lock.</summary>
    public static readonly DeviceKind Relay = new("relay", "Relay", DeviceRole.Acting, [
        new("On", Command, [], None, "Switches on. Returns at once."),
        new("Off", Command, [], None, "Switches off. Returns at once."),
        new("IsOn", State, [], Truth, "True while it is on."),
    ]);

    /// <summary>A level from 0 to 1: fan, LED strip, heater.</summary>
    public static readonly DeviceKind Dimmer = new("dimmer", "Dimmer", DeviceRole.Acting, [
        new("Set", Command, [new("level")], None, "Sets the level, 0 (off) to 1 (full). Returns at once."),
        new("Level", State, [], Number, "The level, 0 to 1."),
    ]);

    /// <summary>A hobby servo: an angle in degrees.</summary>
    public static readonly DeviceKind Servo = new("servo", "Servo", DeviceRole.Acting, [
        new("MoveTo", Command, [new("degrees")], None, "Moves to an angle in degrees. Returns when it is there."),
        new("Angle", State, [], Number, "The angle in degrees."),
    ]);

    /// <summary>A motor with a direction: power −1..1.</summary>
    public static readonly DeviceKind Motor = new("motor", "Motor", DeviceRole.Motion, [
        new("Run", Command, [new("power")], None, "Runs at a power of -1 (full backwards) to 1 (full forwards). Returns at once; stops when the action ends."),
        new("Stop", Command, [], None, "Stops. Returns at once."),
        new("Power", State, [], Number, "The power, -1 to 1; 0 when it stands."),
    ]);

    /// <summary>A positioned axis in the manifest's unit.</summary>
    public static readonly DeviceKind Stepper = new("stepper", "Stepper", DeviceRole.Motion, [
        new("MoveTo", Command, [new("position")], None, "Moves to a position. Returns when it is there."),
        new("MoveBy", Command, [new("distance")], None, "Moves by a signed distance. Returns when it is there."),
        new("Position", State, [], Number, "The position."),
    ]);

    /// <summary>A differential base.</summary>
    public static readonly DeviceKind Drive = new("drive", "Drive", DeviceRole.Motion, [
        new("Forward", Command, [new("meters")], None, "Drives straight by metres, negative is backwards. Returns when it is there."),
        new("Turn", Command, [new("degrees")], None, "Turns on the spot by degrees, positive is to the left. Returns when done."),
        new("Stop", Command, [], None, "Stops. Returns at once."),
        new("Pose", State, [], MemberResult.Pose, "Where it is: X and Y in metres, Heading in degrees, all since the task began."),
    ]);

    /// <summary>A gripper.</summary>
    public static readonly DeviceKind Gripper = new("gripper", "Gripper", DeviceRole.Acting, [
        new("Open", Command, [], None, "Opens. Returns when it is open."),
        new("Close", Command, [], None, "Closes. Returns when it is closed or holds something."),
        new("IsHolding", State, [], Truth, "True while something is held."),
    ]);

    /// <summary>A number with a unit.</summary>
    public static readonly DeviceKind Sensor = new("sensor", "Sensor", DeviceRole.Sensing, [
        new("Read", Query, [], Number, "Reads the value in the device's unit."),
    ]);

    /// <summary>A digital input: button, limit switch, motion detector.</summary>
    public static readonly DeviceKind Input = new("input", "Input", DeviceRole.Sensing, [
        new("IsActive", State, [], Truth, "True while it is active."),
        new("WaitFor", Query, [new("active", ParameterType.Truth), new("timeout")], Truth, "Waits until it is active (or not), at most timeout seconds; returns whether that happened in time."),
    ]);

    /// <summary>A distance sensor, in metres.</summary>
    public static readonly DeviceKind Range = new("range", "RangeFinder", DeviceRole.Sensing, [
        new("Read", Query, [], Number, "Reads the distance ahead in metres."),
    ]);

    /// <summary>An RGB light.</summary>
    public static readonly DeviceKind ColorLight = new("color-light", "ColorLight", DeviceRole.Acting, [
        new("Color", Command, [new("r"), new("g"), new("b")], None, "Shows a colour; red, green and blue are 0 to 255. Returns at once."),
        new("Off", Command, [], None, "Switches off. Returns at once."),
    ]);

    /// <summary>A buzzer.</summary>
    public static readonly DeviceKind Buzzer = new("buzzer", "Buzzer", DeviceRole.Acting, [
        new("Beep", Command, [new("hertz"), new("seconds")], None, "Sounds a tone of 20 to 20000 hertz for seconds. Returns when it is over."),
    ]);

    /// <summary>A text display.</summary>
    public static readonly DeviceKind Display = new("display", "Display", DeviceRole.Acting, [
        new("Show", Command, [new("text", ParameterType.Text)], None, "Shows a text instead of what was there. Returns at once."),
    ]);

    /// <summary>All of them, in the order that documentation lists them.</summary>
    public static readonly IReadOnlyList<DeviceKind> All =
        [Relay, Dimmer, Servo, Motor, Stepper, Drive, Gripper, Sensor, Input, Range, ColorLight, Buzzer, Display];

    /// <summary>The kind of that name, or null.</summary>
    public static DeviceKind? Find(string name) => All.FirstOrDefault(k => string.Equals(k.Name, name, StringComparison.Ordinal));
}
