namespace Landfall.Worker;

/// <summary>An input, result, event or status is larger than the hub takes. Another attempt would be as large.</summary>
public sealed class PayloadTooLargeException(string message) : TerminalException(message);
