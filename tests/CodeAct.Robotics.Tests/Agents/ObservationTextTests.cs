using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Tests.Agents;

public sealed class ObservationTextTests
{
    private static readonly RobotManifest Robot = ManifestReader.Parse("""
        robot: r
        devices:
          - { name: Pump, kind: relay, safe: off }
          - { name: Fan, kind: dimmer, safe: 0 }
          - { name: Soil, kind: sensor, unit: "%" }
        """);

    [Fact]
    public void Write_AllLines_StandInTheTrainedOrder()
    {
        var outcome = Outcome(new ActionResult { Stage = ActionStage.Run, Printed = "41.2\n", Error = new ActionError("max-on", "Pump may be on for at most 30 s; it was switched off.") })
            with
        { Changed = new Dictionary<string, DeviceChange> { ["Pump"] = new("off", "on"), ["Fan"] = new("0", "0.3") } };

        Assert.Equal("""
            Printed: 41.2
            Error max-on: Pump may be on for at most 30 s; it was switched off.
            Changed: Pump off -> on, Fan 0 -> 0.3
            Now: Pump off, Fan 0.3, Soil 41.2 %
            Steps left: 7
            """, ObservationText.Write(outcome, 7));
    }

    [Fact]
    public void Write_WithoutErrorOrEnd_SaysNotFinished() =>
        Assert.Contains("Not finished: call Done(answer) or go on.\n", ObservationText.Write(Outcome(new ActionResult { Stage = ActionStage.Run }), 3), StringComparison.Ordinal);

    [Fact]
    public void Write_FormatError_IsShort() =>
        Assert.Equal(
            "Error format: reply with one csharp block.\nSteps left: 6",
            ObservationText.Write(Outcome(new ActionResult { Stage = ActionStage.Format, Error = new ActionError("format", "reply with one csharp block.") }), 6));

    [Fact]
    public void Write_LongPrint_IsCutAndSaysWhere()
    {
        string text = ObservationText.Write(Outcome(new ActionResult { Stage = ActionStage.Run, Printed = new string('x', 16_000) }), 1);

        Assert.True(text.Length < 2500);
        Assert.Contains("characters cut", text, StringComparison.Ordinal);
    }

    private static ActionOutcome Outcome(ActionResult result) => new()
    {
        Result = result,
        Readings =
        [
            new DeviceReading(Robot.Devices[0], DeviceState.Of(0), null),
            new DeviceReading(Robot.Devices[1], DeviceState.Of(0.3), null),
            new DeviceReading(Robot.Devices[2], DeviceState.Of(41.23), null),
        ],
    };
}
