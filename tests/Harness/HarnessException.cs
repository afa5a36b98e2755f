namespace Landfall.Harness;

/// <summary>The platform is not as whoever uses it needs it; the message holds what was seen.</summary>
public sealed class HarnessException(string message) : Exception(message)
{
    /// <summary>The platform has understood and says no: asking again changes nothing.</summary>
    public bool IsRefusal { get; init; }
}
