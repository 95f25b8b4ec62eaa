namespace CodeAct.Robotics.Simulators;

/// <summary>A simulation that cannot be set up: its message says what is wrong and what would be right.</summary>
public sealed class SimulationException : Exception
{
    /// <summary>A refusal to set up.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    public SimulationException(string message)
        : base(message)
    {
    }
}
