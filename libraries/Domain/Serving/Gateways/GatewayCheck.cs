namespace Landfall.Domain.Serving.Gateways;

public enum GatewayState
{
    Ok,

    /// <summary>It is not there, or not as it has to be.</summary>
    Missing,

    /// <summary>The cluster does not say. Neither good nor bad.</summary>
    Unknown,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Needed">Whether the documents, or every rollout, need it.</param>
/// <param name="Message">What was found, with names and numbers.</param>
/// <param name="Hint">What to do; null where nothing is to be done.</param>
public sealed record GatewayCheck(string Name, GatewayState State, bool Needed, string Message, string? Hint = null)
{
    /// <summary>A rollout would fail by it.</summary>
    public bool Fails => Needed && State == GatewayState.Missing;
}
