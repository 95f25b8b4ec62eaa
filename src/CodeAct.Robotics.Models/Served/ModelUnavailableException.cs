namespace CodeAct.Robotics.Models.Served;

/// <summary>A served model gives no usable reply. The message says what happened and what to do next, and holds no key.</summary>
public sealed class ModelUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
