namespace Landfall.Agent.Serving;

/// <summary>What became of a request at a server.</summary>
/// <param name="Status">What the server answered, or what stands for its failure.</param>
/// <param name="Body">Its answer, where that was small enough to keep.</param>
/// <param name="Unsaid">Why it failed, while the client has not been told anything; null once the client has an answer.</param>
internal sealed record Outcome(int Status, byte[]? Body = null, string? Unsaid = null)
{
    public bool IsFailure => Status >= 500;
}
