namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>A finished conversation that passed.</summary>
/// <param name="Robot">The robot's name, made or shipped.</param>
/// <param name="System">The system message.</param>
/// <param name="Family">What sort of task.</param>
/// <param name="Slip">What went wrong first, or null.</param>
/// <param name="Turns">Messages after the system message, in turn by user and assistant.</param>
public sealed record DatasetEpisode(string Robot, string System, string Family, string? Slip, IReadOnlyList<DatasetTurn> Turns);

/// <summary>A message.</summary>
/// <param name="FromModel">True for a reply.</param>
/// <param name="Text">As it stands in the conversation.</param>
/// <param name="Learn">True for a reply that training predicts.</param>
public sealed record DatasetTurn(bool FromModel, string Text, bool Learn);
