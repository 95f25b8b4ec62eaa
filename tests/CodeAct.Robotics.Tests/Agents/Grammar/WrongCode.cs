namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>Code for the greenhouse that no grammar may take. The sign ▶ stands before the character that must be refused.</summary>
public static class WrongCode
{
    /// <summary>What the embedded grammar and its text for llama.cpp refuse at the same place.</summary>
    public static TheoryData<string> ForBoth =>
    [
        "Pum▶y.On();",
        "Pump▶p.On();",
        "Pump.▶TurnOn();",
        "Pump.On▶;",
        "Pump.On(▶1);",
        "Pump.O▶pen();",
        "Pump▶();",
        "Pump▶;",
        "Soil.▶Value",
        "Done($\"{Soil.Read():F1▶\");",
        "Soil.Read().Fo▶o();",
        "var v = new Fo▶o();",
        "Print(\"open▶\n\");",
        "Print((1▶;",
        "Print(1▶];",
        "if (true) { Print(1);\n▶```",
        "Print(1);▶```",
        "Print(1);\n```▶\n```csharp",
        "T▶hread.Sleep(1);",
        "for (int i = 0; i < 3; i++▶; Pump.On())",
        "for (int i = 0; i < 3▶) Print(i);",
        "Done($\"{Soil.Read() /▶/ 2:F1} %.\");",
        "Done($\"{Math.Abs(1 /▶* 2\");",
        "for (int i = 0; i < 3; Pump.On() /▶* on",
        "Wait(3 /▶/ seconds",
        "Done($\"{Soil.Read():▶'F1'}\");",
        "Done($\"{Soil.Read():0.0 ####################▶#}\");",
    ];
}
