namespace CodeAct.Robotics.Simulators;

/// <summary>What couples the devices: it reads what actuators do and moves what sensors see.</summary>
internal interface IWorld
{
    /// <summary>Gives its sensors what they see now, without letting time pass.</summary>
    void Show();

    /// <summary>Moves the world by <see cref="Simulation.StepSeconds"/> to that time, and shows it. Allocates nothing.</summary>
    /// <param name="now">Seconds since the task began, at the end of the step.</param>
    void Step(double now);
}
