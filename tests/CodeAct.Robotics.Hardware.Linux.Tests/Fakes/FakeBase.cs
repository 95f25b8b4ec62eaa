using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>Two wheels on the ground, on lines 5, 6 and channel 0 (left) and lines 13, 19 and channel 1 (right): adds up what the pins make them do.</summary>
public sealed class FakeBase
{
    private readonly FakeMachine _machine;
    private readonly FakePwmChip _chip;
    private readonly double _speed;
    private readonly double _track;
    private long _since;
    private double _x, _y, _heading;

    public FakeBase(FakeMachine machine, FakePwmChip chip, double speed, double track)
    {
        _machine = machine;
        _chip = chip;
        _speed = speed;
        _track = track;
        _since = machine.Time.Nanoseconds;
        foreach (int line in new[] { 5, 6, 13, 19 }) machine.Gpio.Lines[line].Changing = Move;
        foreach (FakePwmChannel channel in chip.Channels) channel.Changing = Move;
    }

    public DeviceState Pose
    {
        get
        {
            Move();
            bool moves = Wheel(5, 6, 0) != 0 || Wheel(13, 19, 1) != 0;
            return new DeviceState { Value = _x, Second = _y, Third = _heading * 180 / Math.PI, Flag = moves };
        }
    }

    private double Wheel(int forward, int backward, int channel) =>
        ((_machine.Gpio.Lines[forward].Level ? 1 : 0) - (_machine.Gpio.Lines[backward].Level ? 1 : 0)) * _chip.Channels[channel].High * _speed;

    // Straight lines and turns on the spot are exact; a curve is cut into what comes between two changes.
    private void Move()
    {
        double seconds = (_machine.Time.Nanoseconds - _since) / 1e9;
        _since = _machine.Time.Nanoseconds;
        double left = Wheel(5, 6, 0), right = Wheel(13, 19, 1);
        _x += (left + right) / 2 * seconds * Math.Cos(_heading);
        _y += (left + right) / 2 * seconds * Math.Sin(_heading);
        _heading += (right - left) / _track * seconds;
    }
}
