using System.Text;
using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Console;
using Landfall.Functions.Console.Access;
using Landfall.Hosting.Access;
using Landfall.Storage;

namespace Landfall.Functions.Tests.Console;

/// <summary>Doors into the console, and an environment that says who may do what.</summary>
internal static class Doors
{
    public static EnvironmentDocument Guarded { get; } = (EnvironmentDocument)DocumentReader.Read("""
        apiVersion: landfall.dev/v1
        kind: Environment
        metadata: { name: local, owner: platform }
        spec:
          cluster: { name: local }
          namespaces: { train: landfall-train, evaluate: landfall-evaluate, serve: landfall-serve }
          gateway: { name: models, namespace: landfall-gateway, capabilities: [sticky, mirror] }
          registries: [registry.local]
          groups: { ml-leads: [anna] }
          people:
            anna: { name: Anna, email: anna@example.com }
            ben: { name: Ben, email: ben@example.com }
            vic: { name: Vic, email: vic@example.com }
            pia: { name: Pia, email: pia@example.com }
          access:
            - { role: approver, of: [ml-leads], pipelines: ["flights*"] }
            - { role: operator, of: [ben], pipelines: ["flights*"] }
            - { role: viewer, of: [vic] }
            - { role: admin, of: [pia] }
          storage: { account: devstoreaccount1 }
          publicUrl: http://localhost:7076
        """).Document!;

    /// <summary>Nothing is declared, and nobody signs in.</summary>
    public static Door Open() => Of(new MemoryBlobStore(), new());

    public static Door Of(IBlobStore blobs, AccessOptions options) =>
        new(new Callers(options), new CurrentAccess(blobs, new BlobDocumentStore(blobs)), new ConsoleOptions());

    /// <summary>Makes a document the current one.</summary>
    public static async Task Apply(IBlobStore blobs, IDocument document)
    {
        var store = new BlobDocumentStore(blobs);
        var digest = await store.PutAsync(document, default);
        var now = await store.GetCurrentAsync(document.Kind, document.Metadata.Name, default);
        Assert.True(await store.SetCurrentAsync(
            document.Kind, document.Metadata.Name, new(digest, "pia", DateTimeOffset.UnixEpoch), now?.Etag, default));
    }

    /// <summary>The header as Easy Auth writes it.</summary>
    public static string Principal(string account, params string[] roles)
    {
        var claims = roles.Select(role => ("roles", role)).Prepend(("preferred_username", account))
            .Select(claim => $$"""{"typ":"{{claim.Item1}}","val":"{{claim.Item2}}"}""");
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"auth_typ":"aad","claims":[{{string.Join(',', claims)}}]}"""));
    }
}
