namespace Landfall.Domain.Storage;

/// <summary>
/// What each app may do with the containers. In Azure infra/ gives it to the app's identity; on one machine, where an emulator has one key
/// for everything, the app keeps to it by itself, so that a missing right is found there. A test compares the two.
/// </summary>
public static class AppRights
{
    private static readonly Dictionary<string, string> Rights = new(StringComparer.Ordinal)
    {
        ["Ingest"] = "documents:r landing:r ledger:w runs:w",
        ["Validate"] = "documents:r holdout:w labels:w landing:r ledger:r runs:w training:w",
        ["Train"] = "documents:r outputs:w runs:w training:r",
        ["Evaluate"] = "documents:r holdout:r labels:r outputs:w registry:r runs:w",
        ["Register"] = "documents:r outputs:r registry:w runs:r",
        ["Approve"] = "approvals:w documents:r runs:r",
        ["Rollout"] = "approvals:r documents:r registry:r runs:w",
        ["Record"] = "documents:r records:w runs:w",
        ["Console"] = "approvals:r documents:w ledger:r records:r registry:r runs:r",
        ["Orchestrations"] = "",
    };

    public static IReadOnlyCollection<string> Apps => Rights.Keys;

    /// <exception cref="KeyNotFoundException">There is no such app.</exception>
    public static ContainerRights Of(string app) => ContainerRights.Parse(Rights[app]);
}
