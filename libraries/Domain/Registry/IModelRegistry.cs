namespace Landfall.Domain.Registry;

/// <summary>
/// Immutable versions and the aliases that point at them. Everything may be asked twice: the same version, move or seal
/// again changes nothing and succeeds.
/// </summary>
public interface IModelRegistry
{
    /// <summary>Copies a candidate's files under a number of its own, signs what is known of it, and only then shows it.</summary>
    Task<ModelVersionRef> Publish(VersionDraft draft, CancellationToken cancel);

    /// <returns>Where the alias points; null when it was never moved.</returns>
    Task<AliasEntry?> ReadAlias(string model, string alias, CancellationToken cancel);

    /// <exception cref="Storage.TerminalFailure">The alias is elsewhere, or the version is sealed or unknown.</exception>
    Task MoveAlias(MoveAliasRequest request, CancellationToken cancel);

    /// <summary>For ever: a sealed version is never given an alias again.</summary>
    Task Seal(SealRequest request, CancellationToken cancel);
}
