using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Storage;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Tests.Train;

namespace Landfall.Functions.Tests.Console;

/// <summary>Whatever a run pins is this pipeline and policy, in this environment: anna may decide about it, ben may not.</summary>
internal sealed class PinnedSamples : IDocumentStore
{
    private static readonly EnvironmentDocument Environment = (EnvironmentDocument)DocumentReader.Read("""
        apiVersion: landfall.dev/v1
        kind: Environment
        metadata: { name: local, owner: platform }
        spec:
          cluster: { name: local }
          namespaces: { train: landfall-train, evaluate: landfall-evaluate, serve: landfall-serve }
          gateway: { name: models, namespace: landfall-gateway, capabilities: [sticky, mirror] }
          registries: [registry.local]
          groups: { ml-leads: [anna] }
          people: { anna: { name: Anna, email: anna@example.com }, ben: { name: Ben, email: ben@example.com } }
          storage: { account: devstoreaccount1 }
          publicUrl: http://localhost:7076
        """).Document!;

    private static readonly IDocument Policy = DocumentReader.Read("""
        apiVersion: landfall.dev/v1
        kind: DeliveryPolicy
        metadata: { name: standard, owner: risk }
        spec: { mandatoryShadow: true, maxFirstWeight: 10 }
        """).Document!;

    public static PinnedDocuments Pinned => new(new PinnedSamples());

    public static SteeringDesk Steering(IBlobStore blobs) =>
        new(new RunDirectory(blobs), Pinned, new OverrideLog(blobs), TimeProvider.System);

    public Task<IDocument?> GetAsync(string kind, string digest, CancellationToken cancellation) =>
        Task.FromResult<IDocument?>(kind switch
        {
            DocumentKinds.ModelPipeline => JobDocuments.Pipeline,
            DocumentKinds.DeliveryPolicy => Policy,
            _ => Environment,
        });

    public Task<StoredCurrent?> GetCurrentAsync(string kind, string name, CancellationToken cancellation) =>
        Task.FromResult<StoredCurrent?>(name == "flights"
            ? new(new("sha256:p", "ana", DateTimeOffset.UnixEpoch), "1") : null);

    public Task<string> PutAsync(IDocument document, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> SetCurrentAsync(
        string kind, string name, CurrentDocument current, string? expectedEtag, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
