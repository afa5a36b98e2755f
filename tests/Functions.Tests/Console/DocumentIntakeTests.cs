using System.Net;
using System.Text;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Console;
using Landfall.Functions.Console.Documents;
using Landfall.Functions.Console.Triggers;
using Landfall.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Console;

public sealed class DocumentIntakeTests
{
    private const string Digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    internal const string Pipeline = """
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: flights-delay, owner: team-arrivals }
        spec:
          data: { container: flights, prefix: monthly/, complete: { marker: _SUCCESS } }
          label: { name: delayed, expr: "delay > 15" }
          train: { image: "registry.local/trainer:v1" }
          serve: { image: "registry.local/server:v1", route: flights-delay }
          approve: { by: [ ml-leads ] }
          preset: standard
        """;

    internal const string Environment = """
        apiVersion: landfall.dev/v1
        kind: Environment
        metadata: { name: local, owner: platform }
        spec:
          cluster: { name: local }
          namespaces: { train: landfall-train, evaluate: landfall-evaluate, serve: landfall-serve }
          gateway: { name: landfall, namespace: landfall, capabilities: [ sticky, mirror, mirrorPercent ] }
          registries: [ registry.local ]
          groups: { ml-leads: [ ada ] }
          people:
            ada: { name: Ada, email: ada@example.com }
          storage: { account: devstoreaccount1 }
          publicUrl: http://127.0.0.1
        """;

    private readonly MemoryBlobStore blobs = new();
    private readonly Registry registry = new();

    [Fact]
    public async Task Tags_are_pinned_and_the_pipeline_becomes_current()
    {
        await Apply(DocumentKinds.Environment, "local", Environment);
        var taken = await Apply(DocumentKinds.ModelPipeline, "flights-delay", Pipeline);

        Assert.Empty(taken.Problems);
        var stored = (ModelPipeline)(await Store.GetAsync(DocumentKinds.ModelPipeline, taken.Applied!.Digest, default))!;
        Assert.Equal($"registry.local/trainer@{Digest}", stored.Spec.Train.Image);
        Assert.Equal($"registry.local/server@{Digest}", stored.Spec.Serve.Image);
        Assert.Equal("http://127.0.0.1:5000/v2/trainer/manifests/v1", registry.Asked[0]);
    }

    [Fact]
    public async Task The_canonical_json_of_a_document_is_taken_like_its_yaml()
    {
        await Apply(DocumentKinds.Environment, "local", Environment);
        var json = DocumentDigest.CanonicalJson(DocumentReader.Read(Pipeline).Document!);

        var first = await Apply(DocumentKinds.ModelPipeline, "flights-delay", json);
        var again = await Apply(DocumentKinds.ModelPipeline, "flights-delay", Pipeline);

        Assert.Empty(first.Problems);
        Assert.Equal(first.Applied, again.Applied);
    }

    [Fact]
    public async Task An_image_from_elsewhere_is_refused_before_its_registry_is_asked()
    {
        await Apply(DocumentKinds.Environment, "local", Environment);
        var taken = await Apply(
            DocumentKinds.ModelPipeline, "flights-delay", Pipeline.Replace("registry.local/server", "evil.example/server", StringComparison.Ordinal));

        Assert.Null(taken.Applied);
        Assert.Contains(taken.Problems, problem => problem.Path == "spec.serve.image");
        Assert.Empty(registry.Asked);
    }

    [Fact]
    public async Task A_tag_that_the_registry_does_not_know_is_a_problem_of_the_document()
    {
        registry.Status = HttpStatusCode.NotFound;
        await Apply(DocumentKinds.Environment, "local", Environment);
        var taken = await Apply(DocumentKinds.ModelPipeline, "flights-delay", Pipeline);

        Assert.Null(taken.Applied);
        Assert.Contains("registry.local/trainer:v1", taken.Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("  watch: { every: 5m, errors: {} }", "watch-flights-delay")]
    [InlineData("  triggers: [ schedule ]\n  schedule: { cron: \"0 3 * * *\" }", "lane-flights-delay")]
    public async Task What_need_not_wait_for_data_begins_when_the_document_is_applied(string more, string? begun)
    {
        await Apply(DocumentKinds.Environment, "local", Environment);
        var hub = new FakeDurableTaskClient();
        for (var time = 0; time < 2; time++)
        {
            var context = new DefaultHttpContext();
            context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes($"{Pipeline.TrimEnd()}\n{more}\n"));
            var answer = await Api().Put(
                context.Request, DocumentKinds.ModelPipeline, "flights-delay", hub, default);
            Assert.IsAssignableFrom<IValueHttpResult<CurrentDocument>>(answer);
        }

        Assert.Equal(begun is null ? [] : [begun], hub.Started.Select(started => started.Instance));
    }

    [Fact]
    public async Task A_document_under_another_name_is_refused()
    {
        var taken = await Apply(DocumentKinds.Environment, "prod", Environment);

        Assert.Null(taken.Applied);
        Assert.Equal("metadata.name", taken.Problems[0].Path);
    }

    [Theory]
    [InlineData("[ data ]", 0)]
    [InlineData("[ data, image ]", 1)]
    public async Task A_pipeline_that_runs_for_a_new_image_wakes_its_lane_when_it_is_applied(string triggers, int told)
    {
        await Apply(DocumentKinds.Environment, "local", Environment);
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes($"{Pipeline}\n  triggers: {triggers}\n"));
        var hub = new FakeDurableTaskClient();

        var answer = await Api().Put(
            request, DocumentKinds.ModelPipeline, "flights-delay", hub, CancellationToken.None);

        Assert.Equal(200, Assert.IsType<IStatusCodeHttpResult>(answer, exactMatch: false).StatusCode ?? 200);
        Assert.NotNull(await Store.GetCurrentAsync(DocumentKinds.ModelPipeline, "flights-delay", default));
        Assert.Equal(told, hub.Raised.Count(raised => raised is ("lane-flights-delay", "landed", _)));
    }

    [Fact]
    public async Task A_document_that_Git_keeps_is_changed_there_and_an_environment_can_always_be_applied()
    {
        await Apply(DocumentKinds.Environment, "local", $"{Environment}\n  git: {{ remote: \"https://github.com/team/models.git\", documents: landfall }}\n");
        await blobs.WriteJson(Paths.SyncedDocuments, new SyncedDocuments("tip", default,
        [
            new("landfall/flights.yaml", "sha256:c", "c", "ana", default, DocumentKinds.ModelPipeline, "flights-delay", "sha256:d", null),
            new("landfall/local.yaml", "sha256:c", "c", "ana", default, DocumentKinds.Environment, "local", "sha256:d", null),
        ]), default);

        Assert.Equal(409, await Put(DocumentKinds.ModelPipeline, "flights-delay", Pipeline));
        Assert.Equal(200, await Put(DocumentKinds.Environment, "local", Environment));
        Assert.Equal(200, await Put(DocumentKinds.ModelPipeline, "flights-delay", Pipeline));   // the new environment reads no Git
    }

    private async Task<int> Put(string kind, string name, string text)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var answer = await Api().Put(request, kind, name, new FakeDurableTaskClient(), default);
        return Assert.IsType<IStatusCodeHttpResult>(answer, exactMatch: false).StatusCode ?? 200;
    }

    private DocumentsApi Api()
    {
        var starts = new DocumentStarts(Store);
        return new(
            Intake(), starts, new(Intake(), starts, blobs, TimeProvider.System, NullLogger<DocumentSyncer>.Instance), new(blobs, Store), Store,
            new ConsoleOptions(), Doors.Open());
    }

    private BlobDocumentStore Store => new(blobs);

    private Task<Intake> Apply(string kind, string name, string text) =>
        Intake().Apply(kind, name, text, environment: null, "ada", CancellationToken.None);

    private DocumentIntake Intake()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ImageRegistries:registry_local"] = "http://127.0.0.1:5000",
        }).Build();
        return new(Store, blobs, new ImageDigests(new HttpClient(registry), settings), new ConsoleOptions(), TimeProvider.System);
    }

    internal sealed class Registry : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.ToString());
            var answer = new HttpResponseMessage(Status);
            answer.Headers.Add("Docker-Content-Digest", Digest);
            return Task.FromResult(answer);
        }
    }
}
