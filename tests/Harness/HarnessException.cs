namespace Landfall.Harness;

/// <summary>The platform is not as whoever uses it needs it; the message holds what was seen.</summary>
public sealed class HarnessException(string message) : Exception(message);
