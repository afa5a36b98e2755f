using Azure;
using Landfall.Cli.Platform;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Registry;
using Landfall.Signing;
using Landfall.Storage;

namespace Landfall.Cli.Models;

/// <param name="Keys">A file with the public keys that count; null for the one that the endpoints name.</param>
/// <param name="Policy">Which of them count for which model; null for what is current in the storage.</param>
internal sealed record AuditRules(string? Keys, PolicySpec? Policy);

/// <summary>Looks at the registry itself, and trusts nothing that the platform says of it: only the keys that were given.</summary>
internal static class RegistryAudit
{
    public static async Task<AuditReport> Run(
        CliHost host, PlatformEndpoints endpoints, ModelName version, AuditRules rules, CancellationToken cancellation)
    {
        var trusted = Keys(host, rules.Keys ?? endpoints.VersionKeys);
        var setting = endpoints.StorageConnection ?? endpoints.Storage
            ?? throw new CliException("The endpoints file does not say where the storage is.",
                "Add \"storage\": \"https://ACCOUNT.blob.core.windows.net\".");
        try
        {
            var account = StorageAccess.Open(setting);
            var blobs = new AzureBlobStore(account);
            var policy = rules.Policy ?? await new CurrentPolicy(blobs, new BlobDocumentStore(blobs)).Read(cancellation);
            var audit = new VersionAudit(blobs, new AzureBlobFiles(account, TimeProvider.System), trusted, policy);
            return await audit.Run(version.Model, version.Number, cancellation);
        }
        catch (TerminalFailure unknown)
        {
            throw new CliException(unknown.Message);
        }
        catch (RequestFailedException failure)
        {
            throw new CliException($"The storage refused to show the registry: {failure.Message.Split('\n')[0]}",
                "Reading it needs the role Storage Blob Data Reader on the containers landfall-registry and, without --policy, "
                + "landfall-documents.", ExitCodes.Unreachable);
        }
    }

    private static TrustedKeys Keys(CliHost host, string? file)
    {
        if (file is null)
            throw new CliException("Nobody said whose signatures count.", "Name the signers' public keys: --keys FILE (PEM).");
        try
        {
            return TrustedKeys.FromPem(File.ReadAllText(Path.GetFullPath(file, host.Directory)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CliException($"The keys in {file} cannot be read: {unreadable.Message}", "Expected: one or more PUBLIC KEY blocks.");
        }
    }
}
