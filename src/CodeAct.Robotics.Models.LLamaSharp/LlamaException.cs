namespace CodeAct.Robotics.Models.LlamaCpp;

/// <summary>llama.cpp, or the model in it, can't be used; the message says why, and what to do.</summary>
public sealed class LlamaException(string message, Exception? inner = null) : IOException(message, inner);
