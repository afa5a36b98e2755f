using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Storage;

namespace Landfall.Functions.Tests.Train;

/// <summary>Documents in a store, and attempts of runs that pinned them.</summary>
internal sealed class JobDocuments
{
    private const string PipelineText = """
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: flights, owner: team-arrivals }
        spec:
          data: { container: flights, prefix: monthly/, complete: { marker: _SUCCESS } }
          label: { name: delayed, expr: "delay > 15" }
          train: { image: registry.local/trainer:1 }
          serve: { image: registry.local/server:1, route: flights }
          preset: standard
        """;

    private const string EnvironmentText = """
        apiVersion: landfall.dev/v1
        kind: Environment
        metadata: { name: local, owner: platform }
        spec:
          cluster: { name: local }
          namespaces: { train: landfall-train, evaluate: landfall-evaluate, serve: landfall-serve }
          gateway: { name: models, namespace: landfall-gateway, capabilities: [sticky, mirror] }
          registries: [registry.local]
          groups: { ml-leads: [anna] }
          people: { anna: { name: Anna, email: anna@example.com } }
          storage: { account: devstoreaccount1 }
          publicUrl: http://localhost:7076
        """;

    public const string Digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private readonly string pipeline;
    private readonly string environment;
    private readonly string policy;

    private JobDocuments(IDocumentStore store, string pipeline, string environment, string policy)
    {
        (this.pipeline, this.environment, this.policy) = (pipeline, environment, policy);
        Pinned = new PinnedDocuments(store);
    }

    public PinnedDocuments Pinned { get; }

    public static EnvironmentDocument Environment { get; } = Read<EnvironmentDocument>(EnvironmentText);

    public static ModelPipeline Pipeline { get; } = Read<ModelPipeline>(PipelineText);

    /// <param name="train">What is trained with; the image and all else of the text otherwise.</param>
    public static async Task<JobDocuments> Store(
        IBlobStore blobs, Func<TrainSpec, TrainSpec>? train = null, Func<ServeSpec, ServeSpec>? serve = null, string policy = "{}",
        IReadOnlyList<BehaviourSpec>? behaviour = null, LabelArrival? labels = null, DuringSpec? during = null,
        MissingAction? onMissing = null, GatewaySpec? gateway = null, WatchSpec? watch = null, TesterSpec? testers = null,
        FallbackSpec? fallback = null)
    {
        var store = new BlobDocumentStore(blobs);
        var spec = Pipeline.Spec;
        var changed = Pipeline with
        {
            Spec = spec with
            {
                Train = train?.Invoke(spec.Train) ?? spec.Train,
                Serve = serve?.Invoke(spec.Serve) ?? spec.Serve,
                Evaluate = spec.Evaluate with { Behaviour = behaviour },
                Label = spec.Label with { Arrives = labels },
                Watch = watch,
                Rollout = spec.Rollout with
                {
                    During = during,
                    Testers = testers,
                    Fallback = fallback,
                    Judge = [.. spec.Rollout.Judge.Select(judge => judge.Name == "errors" ? judge with { OnMissing = onMissing } : judge)],
                },
            },
        };
        return new(
            store, await store.PutAsync(changed, CancellationToken.None),
            await store.PutAsync(
                Environment with { Spec = Environment.Spec with { Gateway = gateway ?? Environment.Spec.Gateway } }, CancellationToken.None),
            await store.PutAsync(Read<DeliveryPolicy>(PolicyText(policy)), CancellationToken.None));
    }

    public JobAttempt Attempt(
        string role = "train", int number = 1, int memoryFactor = 1, Split? split = null, ModelRef? model = null) =>
        Attempt(new(pipeline, environment, policy), role, number, memoryFactor, split, model);

    public static JobAttempt Attempt(
        RunDocuments documents, string role = "train", int number = 1, int memoryFactor = 1, Split? split = null,
        ModelRef? model = null)
    {
        var run = new Run(
            "flights-0123456789ab", "flights", new(Digest, "2024-01", "datasets/x.json", 1, 1), documents, new("data"), 1,
            DateTimeOffset.UnixEpoch);
        split ??= new("flights-0123456789ab/manifest.json", Digest, 10, "flights-0123456789ab/manifest.json", Digest, 5, "labels", Digest);
        var plan = new JobPlan(TimeSpan.FromMinutes(10), 2, 1, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
        return new(
            new(role == "train" ? JobKind.Train : JobKind.Evaluate, role, run, split, plan, model), number, memoryFactor);
    }

    private static string PolicyText(string spec) => $$"""
        apiVersion: landfall.dev/v1
        kind: DeliveryPolicy
        metadata: { name: standard, owner: risk }
        spec: {{spec}}
        """;

    private static T Read<T>(string text)
        where T : class, IDocument
    {
        var reading = DocumentReader.Read(text);
        return reading.Document as T ?? throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }
}
