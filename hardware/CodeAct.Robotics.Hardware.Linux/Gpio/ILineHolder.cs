namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>Whoever still holds the lines of an earlier owner of the robot. One thread calls.</summary>
public interface ILineHolder
{
    /// <summary>Hands over a line's request as it stands: the line is never without a holder.</summary>
    /// <param name="place">Which line, as <see cref="Robots.SafeOutput.Control"/> says it.</param>
    /// <returns>A descriptor that belongs to the caller; -1 where this line is not held or can't be handed over.</returns>
    int Take(string place);

    /// <summary>Whether lines were handed over when it was first asked: a busy one that was not among them is somebody else's.</summary>
    bool HandsOver { get; }

    /// <summary>Gives up all that was not taken.</summary>
    /// <returns>Whether there was somebody who held lines.</returns>
    bool Release();
}
