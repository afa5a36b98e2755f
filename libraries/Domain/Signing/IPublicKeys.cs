namespace Landfall.Domain.Signing;

/// <summary>The public keys that a purpose's signatures are checked with: a file's locally, a vault's in Azure.</summary>
public interface IPublicKeys
{
    /// <summary>
    /// PUBLIC KEY blocks, one after the other. Several at once: what an older key signed stays good until that key is
    /// withdrawn. Asked for each time, because keys are replaced while apps run.
    /// </summary>
    Task<string> Pem(CancellationToken cancellation);
}
