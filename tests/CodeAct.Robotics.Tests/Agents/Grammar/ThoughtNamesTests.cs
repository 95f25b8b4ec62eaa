using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>A thought says of devices what is true of them.</summary>
public sealed class ThoughtNamesTests
{
    private static readonly ThoughtNames Names = new(ManifestReader.Parse("""
        robot: r
        simulator: generic
        devices:
          - { name: Pump, kind: relay, description: waters the bed, safe: off, hold: true, limits: { max-on: 30, min-off: 10 } }
          - { name: Lamp, kind: relay, description: lights the desk, safe: off, hold: true }
          - { name: Fan, kind: dimmer, description: moves the air, safe: 0 }
          - { name: Vent, kind: servo, description: opens the roof, range: [0, 90], safe: 0 }
          - { name: Gate, kind: stepper, description: "gate of the yard, open at 0, closed at 100", unit: "%", range: [0, 100], safe: stop }
          - { name: Drain, kind: relay, description: empties the tank, safe: off }
          - { name: Motor, kind: motor, description: turns the drum, safe: stop }
          - { name: Cart, kind: drive, description: small cart, safe: stop }
          - { name: Front, kind: range, description: bumper, range: [0, 4] }
          - { name: Soil, kind: sensor, description: soil moisture, unit: "%", range: [0, 100] }
          - { name: Light, kind: sensor, description: brightness, unit: lux, range: [0, 1000] }
          - { name: Door, kind: input, description: door of the house }
        interlocks:
          - Gate.MoveTo requires Drain.IsOff
        """));

    [Theory]
    [InlineData("Run Soil (", 4, "Pump Lamp Fan Drain Motor")]
    [InlineData("Wait for Vent (", 9, "Door")]
    [InlineData("Read Light (brightness), then move Soil (", 35, "Vent Gate")]
    [InlineData("Move Vint (", 5, "Vent Gate")]
    [InlineData("Lump (", 0, "Pump Lamp Fan Vent Gate Drain Motor Cart Front Soil Light Door")]
    [InlineData("Try to switch Vent (", 14, "Pump Lamp Fan Drain")]
    [InlineData("Read Soil (soil moisture), then read Soil (", 37, "Front Light")]
    [InlineData("Vent (opens the roof) helps", 0, "Pump Lamp Fan Drain")]
    [InlineData("Door (door of the house): read it", 0, "Front Soil Light")]
    [InlineData("Run Pump (waters the bed) until", 26, "in")]
    [InlineData("Run Lamp (lights the desk) in", 27, "until")]
    [InlineData("Lamp (lights the desk) helps, run", 30, "switch")]
    [InlineData("Read Soil (soil moisture) and Fan (", 30, "Front Light")]
    [InlineData("Run Pump (waters the bed) and Vent (", 30, "Pump Lamp Fan Drain Motor")]
    [InlineData("The lights are Lump (", 15, "Pump Lamp Fan Vent Gate Drain Motor Cart Front Soil Light Door")]
    [InlineData("Wait until Soil (soil moisture) is active", 11, "Door")]
    [InlineData("If Door (door of the house) is below", 31, "active")]
    [InlineData("Tell the state of Soil (", 18, "Pump Lamp Fan Vent Gate Drain Motor Cart Door")]
    [InlineData("Count the minutes of the last 8 h in which Door (", 43, "Front Soil Light")]
    [InlineData("Soil (soil moisture): raise its level", 0, "Fan")]
    [InlineData("Run Pump (waters the bed) at", 4, "Fan Motor")]
    [InlineData("Take the lowest of the last 5 min of Door (", 37, "Front Soil Light")]
    public void Find_WhatIsNotTrueOfIt_TellsWhereAndWhatMayStandThere(string thought, int at, string fitting)
    {
        ThoughtNames.Misnamed wrong = Assert.IsType<ThoughtNames.Misnamed>(Names.Find(thought, 0));
        Assert.Equal(at, wrong.At);
        Assert.Equal(fitting.Split(' '), wrong.Fitting);
        Assert.Null(Names.Find(thought, thought.Length));
    }

    [Theory]
    [InlineData("Make Lamp (", 0, "Run Switch Set Move Drive Turn Read Wait for Wait until")]
    [InlineData("Move Vent (opens the roof) to 5, then make Lamp (", 38, "run switch set move drive turn read wait for wait until")]
    [InlineData("Move Vent (opens the roof) to 5, then open Lamp (", 38, "run switch")]
    public void Find_VerbThatTheRobotHasNoDeviceFor_TellsThoseItHas(string thought, int at, string verbs)
    {
        ThoughtNames.Misnamed wrong = Assert.IsType<ThoughtNames.Misnamed>(Names.Find(thought, 0));
        Assert.Equal(at, wrong.At);
        Assert.Equal(verbs, string.Join(' ', wrong.Fitting));
    }

    [Theory]
    [InlineData("Run Pump (waters the bed) for 2 min.", "run it 2 min in parts with 10 s off")]
    [InlineData("Run Pump (waters the bed) for 2 min,", "run it 2 min in parts with 10 s off")]
    [InlineData("Run Pump (waters the bed) for 31 s.", "run it 31 s in parts with 10 s off")]
    public void Find_TimeBeyondTheLongestOn_TellsThePlanInParts(string thought, string plan)
    {
        ThoughtNames.Misnamed wrong = Assert.IsType<ThoughtNames.Misnamed>(Names.Find(thought, 0));
        Assert.Equal(0, wrong.At);
        Assert.Equal([$"Pump (waters the bed) may be on for 30 s at a time, so {plan}"], wrong.Fitting);
    }

    [Theory]
    [InlineData("Set the lamp to 30 %.", "Set Lamp (", "Run Switch")]
    [InlineData("Open what lights my desk", "First open Lamp (", "run switch")]
    public void Find_VerbThatIsNotForTheDeviceAskedFor_TellsThoseThatAre(string task, string thought, string verbs)
    {
        ThoughtNames.Misnamed wrong = Assert.IsType<ThoughtNames.Misnamed>(Names.Find(thought, 0, task));
        Assert.Equal(verbs, string.Join(' ', wrong.Fitting));
    }

    [Theory]
    [InlineData("Run the pumps at full power for 5 s", "Run Pump (waters the bed) at")]
    [InlineData("Is the house door closed?", "Door (door of the house): read it")]
    [InlineData("Is the lamp on?", "Look whether Lamp (")]
    [InlineData("If the vent is open, close it", "If Vent (")]
    [InlineData("What angle has the vent?", "Read Vent (")]
    public void Find_DeviceThatThePersonAskedFor_IsNotExchanged(string task, string thought)
    {
        Assert.NotNull(Names.Find(thought, 0, "Do it."));
        Assert.Null(Names.Find(thought, 0, task));
    }

    [Fact]
    public void Find_EndOfADeviceWhoseDescriptionSaysItInOtherWords_LeavesItAlone()
    {
        var names = new ThoughtNames(ManifestReader.Parse("""
            robot: r
            simulator: generic
            devices:
              - { name: Vent, kind: servo, description: "vent, shut when at the top", range: [0, 90], safe: 0 }
            """));
        Assert.Null(names.Find("Move Vent (vent, shut when at the top) to 0, its low end, open", 0));
    }

    [Theory]
    [InlineData("bring the gate to 680", "Move Gate (gate of the yard, open at 0, closed at 100) to 680.", 0, "Gate (gate of the yard, open at 0, closed at 100) goes from 0 to 100, 680 is outside")]
    [InlineData("roof to minus 20", "Move Vent (opens the roof) to -20, then", 0, "Vent (opens the roof) goes from 0 to 90, -20 is outside")]
    [InlineData("roof to the middle", "Move Vent (opens the roof) to the middle of -6", 44, "0 to 90")]
    [InlineData("roof to 30, then to the middle", "Move Vent (opens the roof) to 30, wait 5 s, then move it to the middle of 0 to 6", 74, "0 to 90")]
    public void Find_PositionBeyondItsRange_TellsWhatIsTrue(string task, string thought, int at, string instead)
    {
        ThoughtNames.Misnamed wrong = Assert.IsType<ThoughtNames.Misnamed>(Names.Find(thought, 0, task));
        Assert.Equal(at, wrong.At);
        Assert.Equal([instead], wrong.Fitting);
    }

    [Theory]
    [InlineData("bring the gate to 68", "Move Gate (gate of the yard, open at 0, closed at 100) to 680.")]
    [InlineData("roof to 90", "Move Vent (opens the roof) to 90.")]
    [InlineData("lower the roof to 20", "Move Vent (opens the roof) to -20.")]
    [InlineData("how is the light", "Tell the state of Light (brightness).")]
    [InlineData("It's stuffy, light up for ten minutes", "Lamp (lights the desk) helps, run it for 10 min.")]
    [InlineData("make it fresher", "Vent (opens the roof): raise its level by 0.2.")]
    [InlineData("roof to 91", "Vent (opens the roof) goes from 0 to 90, 91 is outside.")]
    [InlineData("roof to the middle", "Move Vent (opens the roof) to the middle of 0 to 90.")]
    [InlineData("roof to the middle", "Move Vent (opens the roof) to the middle of 0 to 90, then read Soil (soil moisture).")]
    public void Find_PositionThatMayBeMeant_LeavesItAlone(string task, string thought) => Assert.Null(Names.Find(thought, 0, task));

    [Theory]
    [InlineData("go 7 cm", "Drive Cart (small cart) by 0.7 m", 27, "0.07 m")]
    [InlineData("go six centimetres back", "Drive Cart (small cart) by -0.6 m", 28, "0.06 m")]
    [InlineData("two steps, left, then forty-five centimeters", "Drive Cart (small cart) by 1.2 m, turn it by 90, left is positive, then drive it by 4.5 m", 84, "0.45 m")]
    [InlineData("go 7 m", "Drive Cart (small cart) by 0.7 m", 27, "7 m")]
    [InlineData("Drive a metre and a half backwards", "Drive Cart (small cart) by -0.5 m", 28, "1.5 m")]
    [InlineData("I'm late: 1.5 m, left, then thirty centimetres", "Drive Cart (small cart) by 1.5 m, turn it by 90, left is positive, then drive it by 0.35 m", 84, "0.3 m")]
    [InlineData("1.5 m or 2.5 m", "Drive Cart (small cart) by 0.5 m", 27, "1.5 m|2.5 m")]
    [InlineData("Drive sixty-two centimetres", "Drive Cart (small cart) by 0.22 m", 27, "0.62 m")]
    [InlineData("a perpendicular turn to the right", "Turn Cart (small cart) by -180,", 27, "90,")]
    [InlineData("water for a minute and a half", "Run Pump (waters the bed) for 1.5 s", 30, "90 s")]
    [InlineData("pulses of half a second", "Run Pump (waters the bed) 3 times for 30 s", 38, "0.5 s")]
    [InlineData("0.25 s on, 0.25 s off", "Run Pump (waters the bed) 3 times for 0.25 s, with 15 s between", 51, "0.25 s between")]
    [InlineData("light for an hour and a half", "Run Lamp (lights the desk) for 90 s", 31, "90 min")]
    public void Find_AmountThatWasNotSaid_TellsThoseThatWere(string task, string thought, int at, string fitting)
    {
        ThoughtNames.Misnamed wrong = Assert.IsType<ThoughtNames.Misnamed>(Names.Find(thought, 0, task));
        Assert.Equal(at, wrong.At);
        Assert.Equal(fitting.Split('|'), wrong.Fitting);
    }

    [Theory]
    [InlineData("go 7 cm", "Drive Cart (small cart) by 0.07 m.")]
    [InlineData("10 cm, then a metre", "Drive Cart (small cart) by 1 m.")]
    [InlineData("10cm, then 1m", "Drive Cart (small cart) by 1 m.")]
    [InlineData("forward 1, then back 10 cm", "Drive Cart (small cart) by 1 m.")]
    [InlineData("until the wall is 150 cm away, then back 10 cm", "Drive Cart (small cart) until Front (bumper) is 1.5.")]
    [InlineData("go a bit", "Drive Cart (small cart) by 0.7 m.")]
    [InlineData("first 70 cm, then 7 cm", "Drive Cart (small cart) by 0.7 m.")]
    [InlineData("a few metres, then 7 cm", "Drive Cart (small cart) by 3 m.")]
    [InlineData("30 cm, and then twice as far", "Drive Cart (small cart) by 0.6 m.")]
    [InlineData("every second pot, for 5 min", "Run Pump (waters the bed) for 5 s")]
    [InlineData("no water for 20 minutes", "Run Pump (waters the bed) for 10 s.")]
    [InlineData("I have been waiting for 10 minutes", "Run Pump (waters the bed) for 10 s.")]
    [InlineData("The shelf is 3 m ahead. Stop 50 cm short of it", "Drive Cart (small cart) by 2.5 m.")]
    [InlineData("Drive 2 m, then come back half the distance", "Drive Cart (small cart) by 2 m, then drive it by -1 m.")]
    [InlineData("1½ m", "Drive Cart (small cart) by 1.5 m.")]
    [InlineData("a metre fifty", "Drive Cart (small cart) by 1.5 m.")]
    [InlineData("60 cm and a quarter turn left", "Drive Cart (small cart) by 0.6 m.")]
    [InlineData("at 8 a.m. go 1 m", "Drive Cart (small cart) by 0.8 m.")]
    [InlineData("two feet, then 10 cm", "Drive Cart (small cart) by 1 m.")]
    [InlineData("go 7 cm", "Drive Cart (small cart) by ７ m.")]
    [InlineData("a three-quarter turn left", "Turn Cart (small cart) by 270, left is positive.")]
    [InlineData("a quarter turn left, a metre ahead, then turn around", "Turn Cart (small cart) by 90, left is positive, then turn it by 180, left is positive.")]
    [InlineData("half a right angle", "Turn Cart (small cart) by 45, left is positive.")]
    [InlineData("No water for an hour, can you help?", "Pump (waters the bed) helps, run it for 60 s.")]
    [InlineData("no water for half an hour", "Pump (waters the bed) helps, run it for 30 s.")]
    [InlineData("If the mean of the last half hour is low, water", "If the mean of the last 30 min of Soil (soil moisture) is below 40, run Pump (waters the bed) for 30 s.")]
    [InlineData("500 ms on, half a second off", "Run Lamp (lights the desk) 3 times for 30 s.")]
    [InlineData("Water it a second time for 60 s", "Run Lamp (lights the desk) for 1 min.")]
    [InlineData("below 20°, a right angle", "Turn Cart (small cart) by -60, left is positive.")]
    [InlineData("about face", "Turn Cart (small cart) by 180, left is positive.")]
    [InlineData("some degrees, then a right angle", "Turn Cart (small cart) by 20, left is positive.")]
    [InlineData("for 1 min 30 s", "Run Lamp (lights the desk) for 90 s.")]
    [InlineData("half a minute, then 30 minutes", "Run Lamp (lights the desk) for 30 s, wait 30 min.")]
    [InlineData("for 30, then one half minute", "Run Lamp (lights the desk) for 30 min.")]
    public void Find_AmountThatMayBeMeant_LeavesItAlone(string task, string thought) => Assert.Null(Names.Find(thought, 0, task));

    [Theory]
    [InlineData("Run Pump (waters the bed) in bursts of 30 s until Soil (soil moisture) is 60.", "Pump", "")]
    [InlineData("Heat needs Lamp first. Then move Vent (opens the roof) to 5.", "Lamp Vent", "")]
    [InlineData("Move Gate (gate of the yard, open at 0, closed at 100) to 5.", "Gate Drain", "")]
    [InlineData("Switch Lamp (lights the desk) on and the pump off.", "Pump Lamp", "")]
    [InlineData("Switch Lamp (lights the desk) on.", "Lamp Vent", "lamp on, roof opens")]
    public void Meant_Thought_AreTheDevicesOfItAndTheTaskAndTheirInterlocksAndWhatSenses(string thought, string actuators, string task) =>
        Assert.Equal([.. actuators.Split(' '), "Front", "Soil", "Light", "Door"], Names.Meant(thought, task)!.Select(d => d.Name));

    [Theory]
    [InlineData("Switch every device off.")]
    [InlineData("Read Soil and Light.")]
    public void Meant_ThoughtThatTellsOfNone_IsNull(string thought) => Assert.Null(Names.Meant(thought));

    [Theory]
    [InlineData("Move Gate (gate of the yard, open at 0, closed at 100) to 0, its low end, closed", 58, "100, its high end,")]
    [InlineData("Move Vent (opens the roof) to 90, its high end, closed", 30, "0, its low end,")]
    public void Find_PositionThatTheWordForItIsNotTrueOf_TellsThePositionForTheWord(string thought, int at, string position)
    {
        ThoughtNames.Misnamed wrong = Assert.IsType<ThoughtNames.Misnamed>(Names.Find(thought, 0));
        Assert.Equal(at, wrong.At);
        Assert.Equal([position], wrong.Fitting);
    }

    [Theory]
    [InlineData("Run Pump (waters the bed) in bursts of 30 s until Soil (soil moisture) is 60.")]
    [InlineData("Run Lamp (lights the desk) for 10 s, then move Vent (opens the roof) to 90.")]
    [InlineData("Lamp (lights the desk) helps, switch it on.")]
    [InlineData("Pump (waters the bed) needs Lamp off, so switch that off first. Then run Pump (waters the bed) for 5 s.")]
    [InlineData("Tell the state of Vent (opens the roof).")]
    [InlineData("Move Gate (gate of the yard, open at 0, closed at 100) to 0, its low end, open and move Vent (opens the roof) to 0, its low end, closed.")]
    [InlineData("Take the spread (highest minus lowest) of the last 5 min of Soil (soil moisture).")]
    [InlineData("Run Pump (waters the bed) for 30 s.")]
    [InlineData("Run Pump (waters the bed) for 1 min and beep.")]
    [InlineData("If Soil (soil moisture) is below 9, switch Lamp (lights the desk) on, else switch Lamp (lights the desk) off.")]
    [InlineData("Run Motor (turns the drum) for 10 s.")]
    [InlineData("Run Lamp (lights the desk) until Door (door of the house) is active.")]
    [InlineData("If Door (door of the house) is active, switch Lamp (lights the desk) on.")]
    [InlineData("Move Vent (opens the roof) to 5, then move Vent (opens the roof) to 9.")]
    [InlineData("Plan (in short)")]
    [InlineData(" the end")]
    [InlineData("Run the Soil")]
    [InlineData("I see the LED (green) and the Boiler (hot).")]
    [InlineData("I turn the Lamp (lights the desk) to the left.")]
    [InlineData("")]
    public void Find_WhatIsTrueOrOnlyProse_LeavesItAlone(string thought) => Assert.Null(Names.Find(thought, 0));

    [Theory]
    [InlineData("Wait 5 s, then run Soi", 10)]
    [InlineData("Wait 5 s, then run Lamp ", 10)]
    [InlineData("Wait 5 s, then run Lamp (lights the", 10)]
    [InlineData("Wait 5 s, then run Lamp (lights the desk)", 10)]
    [InlineData("Wait 5 s, then run Lamp (lights the desk) un", 10)]
    [InlineData("Wait 5 s, then run Lamp (lights the desk) for 10", 42)]
    [InlineData("Run Pump (waters the bed) for 3 mi", 0)]
    [InlineData("Lamp (lights the desk) help", 0)]
    [InlineData("Lamp (lights the desk) is on.", 23)]
    [InlineData("First move Vent (opens the roof) to 90, its hi", 0)]
    [InlineData("First move Vent (opens the roof) to 90, its high end, open", 49)]
    [InlineData(" warm", 0)]
    [InlineData("it is warm", 3)]
    [InlineData("warm", 0)]
    [InlineData("", 0)]
    public void Settled_WordsThatMayBeTakenBack_EndsBeforeThem(string thought, int settled) => Assert.Equal(settled, Names.Settled(thought));

    [Theory]
    [InlineData("Move Vent (opens the roof) by 20.", "Vent.MoveTo(", "Vent.Angle + 20")]
    [InlineData("Switch Lamp (lights the desk) on, then move Vent (opens the roof) by -7.5.", "Lamp.On();\nVent.MoveTo(", "Vent.Angle - 7.5")]
    [InlineData("Move Vent (opens the roof) to 20.", "Vent.MoveTo(", null)]
    [InlineData("Move Vent (opens the roof) by 20.", "Vent.MoveTo(2", null)]
    [InlineData("Move Vent (opens the roof) by 20.", "Gate.MoveTo(", null)]
    [InlineData("Move Gate (gate of the yard, open at 0, closed at 100) by 20.", "Gate.MoveTo(", null)]
    [InlineData("Move Vent (opens the roof) by a bit.", "Vent.MoveTo(", null)]
    [InlineData("Move Vent (opens the roof) by 20, wait 3 s, then back to where it was.", "Vent.MoveTo(Vent.Angle + 20);\nWait(3);\nVent.MoveTo(", null)]
    public void Argument_ServoMovedBySoMuch_IsASum(string thought, string code, string? argument) => Assert.Equal(argument, Names.Argument(thought, code));
}
