namespace Landfall.Hosting.Signing.Vault;

/// <summary>A vault that refuses or does not answer. A repetition may mend it: a new right takes some minutes to hold.</summary>
/// <param name="status">The HTTP status; 0 when there was no usable answer.</param>
public sealed class KeyVaultException(int status, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Status => status;
}
