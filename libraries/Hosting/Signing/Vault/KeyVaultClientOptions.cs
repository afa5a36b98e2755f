using Azure.Core;

namespace Landfall.Hosting.Signing.Vault;

/// <summary>Transport, retries and diagnostics of the vault's client: the defaults of all Azure clients.</summary>
internal sealed class KeyVaultClientOptions : ClientOptions;
