namespace Landfall.Orchestrations.Tests;

/// <summary>What no repetition mends.</summary>
internal sealed class Broken(string message) : TerminalException(message);
