namespace Landfall.Worker.Build;

/// <summary>The attributes contradict each other; the message says where.</summary>
public sealed class FunctionScanException(string message) : Exception(message);
