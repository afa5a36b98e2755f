using System.Text;
using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Console;
using Landfall.Functions.Console.Documents;
using Landfall.Functions.Console.Experiments;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Console.Triggers;
using Landfall.Hosting.Access;
using Landfall.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Console;

/// <summary>Asking for an experiment: what is started, and what is not.</summary>
public sealed class ExperimentsApiTests
{
    private const string Name = "flights-delay";

    private const string Good = """
        { "set": ["train.env.TRAIN_ROWS=400000"], "reason": "twice the rows", "by": "ada", "request": "try-1" }
        """;

    private static readonly EnvironmentDocument Environment = With(
        (EnvironmentDocument)DocumentReader.Read(DocumentIntakeTests.Environment).Document!);

    private readonly MemoryBlobStore blobs = new();
    private readonly DocumentIntakeTests.Registry registry = new();
    private FakeDurableTaskClient hub = new();

    public ExperimentsApiTests()
    {
        Doors.Apply(blobs, Environment).Wait();
        Doors.Apply(blobs, new DeliveryPolicy("landfall.dev/v1", DocumentKinds.DeliveryPolicy, new("standard", "risk"), new())).Wait();
        Assert.Empty(Intake().Apply(DocumentKinds.ModelPipeline, Name, DocumentIntakeTests.Pipeline, null, "ada", default).Result.Problems);
        Accept("monthly/2024-01", '1', 1).Wait();
        Accept("monthly/2024-02", '2', 2).Wait();
    }

    private BlobDocumentStore Store => new(blobs);

    [Fact]
    public async Task A_run_is_started_beside_the_lane_with_its_own_pipeline_on_the_data_accepted_last()
    {
        var applied = (await Store.GetCurrentAsync(DocumentKinds.ModelPipeline, Name, default))!.Current.Digest;

        var (status, body) = await Ask(Good);

        Assert.Equal(202, status);
        var (name, instance, input) = Assert.Single(hub.Started);
        var run = Assert.IsType<Run>(input);
        Assert.Equal((Orchestrators.ModelDelivery, Experiment.IdOf(Name, "try-1")), (name, instance));
        Assert.Equal((instance, new RunTrigger("experiment", "try-1"), "monthly/2024-02"), (run.Id, run.Trigger, run.Dataset.Name));
        Assert.Equal(("ada", "twice the rows", applied), (run.Experiment!.By, run.Experiment.Reason, run.Experiment.Base));
        Assert.Equal(["train.env.TRAIN_ROWS=400000"], run.Experiment.Settings);
        Assert.Equal((instance, true), (body.GetProperty("run").GetString(), body.GetProperty("isNew").GetBoolean()));
        Assert.Empty(hub.Raised);

        var tried = (ModelPipeline)(await Store.GetAsync(DocumentKinds.ModelPipeline, run.Documents.Pipeline, default))!;
        Assert.Equal("400000", tried.Spec.Train.Env["TRAIN_ROWS"]);
        Assert.Equal(DocumentDigest.Of(Environment), run.Documents.Environment);
        Assert.Equal(applied, (await Store.GetCurrentAsync(DocumentKinds.ModelPipeline, Name, default))!.Current.Digest);
        var train = tried.Spec.Train with { Env = new Dictionary<string, string>() };
        Assert.Equal(applied, DocumentDigest.Of(tried with { Spec = tried.Spec with { Train = train } }));
    }

    [Fact]
    public async Task Another_image_is_pinned_by_digest_and_one_from_elsewhere_is_refused_unasked()
    {
        var asked = registry.Asked.Count;
        var (status, body) = await Ask("""{ "set": ["train.image=evil.example/trainer:1"] }""");
        Assert.Equal((422, asked), (status, registry.Asked.Count));
        Assert.StartsWith(
            "--set train.image=evil.example/trainer:1: The environment does not allow", Message(body), StringComparison.Ordinal);

        Assert.Equal(202, (await Ask("""{ "set": ["train.image=registry.local/trainer:v2"] }""")).Status);
        Assert.Equal("http://127.0.0.1:5000/v2/trainer/manifests/v2", registry.Asked[^1]);
        var run = (Run)Assert.Single(hub.Started).Input!;
        var tried = (ModelPipeline)(await Store.GetAsync(DocumentKinds.ModelPipeline, run.Documents.Pipeline, default))!;
        Assert.StartsWith("registry.local/trainer@sha256:", tried.Spec.Train.Image, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluate.gates=[]", "cannot be changed in an experiment")]
    [InlineData("train.deadline=soon", "'soon' cannot be read here")]
    [InlineData("train.parameters.rate=1", "'parameters' is not known here")]
    public async Task A_setting_that_does_not_fit_is_named_and_nothing_is_stored(string setting, string message)
    {
        var before = blobs.Names(Containers.Documents).ToList();

        var (status, body) = await Ask($$"""{ "set": ["{{setting}}"] }""");

        Assert.Equal((422, "invalidSettings"), (status, body.GetProperty("code").GetString()));
        Assert.StartsWith($"--set {setting}: ", Message(body), StringComparison.Ordinal);
        Assert.Contains(message, Message(body), StringComparison.Ordinal);
        Assert.Contains(" Expected: ", Message(body), StringComparison.Ordinal);
        Assert.Equal(before, blobs.Names(Containers.Documents));
        Assert.Empty(hub.Started);
    }

    [Fact]
    public async Task The_same_request_is_one_run_whatever_has_landed_meanwhile_and_however_long_ago()
    {
        var (_, first) = await Ask(Good);
        var run = (Run)hub.Started[0].Input!;
        await Accept("monthly/2024-03", '3', 3);
        var (status, second) = await Ask(Good);
        Assert.Equal((200, false), (status, second.GetProperty("isNew").GetBoolean()));
        Assert.Equal(first.GetProperty("run").GetString(), second.GetProperty("run").GetString());
        Assert.Single(hub.Started);

        // The hub has forgotten it.
        hub = new();
        await blobs.WriteJson(Paths.Status(run.Id), new RunStatus(run, [], run.ClaimedAt, Verdict: Verdict.Evaluated), default);
        Assert.Equal(200, (await Ask(Good)).Status);
        Assert.Empty(hub.Started);
    }

    [Theory]
    [InlineData("""{ "set": ["train.env.TRAIN_ROWS=1"], "request": "try-1" }""")]
    [InlineData("""{ "set": ["train.env.TRAIN_ROWS=400000"], "dataset": "2024-01", "request": "try-1" }""")]
    public async Task A_request_that_was_made_for_something_else_is_refused(string body)
    {
        await Ask(Good);

        var (status, refusal) = await Ask(body);

        Assert.Equal((409, "requestTaken"), (status, refusal.GetProperty("code").GetString()));
        Assert.Single(hub.Started);
    }

    [Fact]
    public async Task Without_an_id_of_the_caller_each_call_is_another_run()
    {
        await Ask("""{ "set": [] }""");
        await Ask("{}");

        Assert.Equal(2, hub.Started.Select(started => started.Instance).Distinct().Count());
    }

    [Fact]
    public async Task Data_may_be_named_and_tainted_data_is_passed_over()
    {
        await Ask("""{ "dataset": "2024-01" }""");
        await new TaintBook(blobs).Mark(
            Name, new("t1", [Digest('2')], Lift: false, "anna", "v7 was wrong"), DateTimeOffset.UnixEpoch, default);
        await Ask("{}");

        Assert.All(hub.Started, started => Assert.Equal("monthly/2024-01", ((Run)started.Input!).Dataset.Name));
        Assert.Equal((409, "noData"), await Refused("""{ "dataset": "2024-02" }"""));
        Assert.Equal((409, "noData"), await Refused("""{ "dataset": "2024-09" }"""));
        Assert.Equal(2, hub.Started.Count);
    }

    [Fact]
    public async Task Without_a_place_for_it_an_experiment_is_refused_with_what_to_add()
    {
        await Doors.Apply(blobs, Environment with { Spec = Environment.Spec with { Experiments = null } });

        var (status, body) = await Ask(Good);

        Assert.Equal((409, "noExperiments"), (status, body.GetProperty("code").GetString()));
        Assert.Equal("The Environment 'local' has no place for experiments.", Message(body));
        Assert.Contains("experiments: { train: ", body.GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.Empty(hub.Started);
    }

    [Theory]
    [InlineData("ben@example.com", 202)]
    [InlineData("pia@example.com", 202)]
    [InlineData("anna@example.com", 403)]
    [InlineData("vic@example.com", 403)]
    public async Task Whoever_may_operate_the_pipeline_may_ask(string account, int status)
    {
        await Doors.Apply(blobs, With(Doors.Guarded));

        Assert.Equal(status, (await Ask(Good, principal: Doors.Principal(account))).Status);
        Assert.Equal(status == 202 ? 1 : 0, hub.Started.Count);
        if (status == 202)
            Assert.Equal(account.Split('@')[0], ((Run)hub.Started[0].Input!).Experiment!.By);
    }

    [Theory]
    [InlineData("no json", Name, 400)]
    [InlineData("null", Name, 400)]
    [InlineData("""{ "request": "two words" }""", Name, 400)]
    [InlineData("""{ "dataset": "" }""", Name, 400)]
    [InlineData("""{ "set": [null] }""", Name, 400)]
    [InlineData("{}", "trains", 404)]
    [InlineData("{}", "../flights", 404)]
    public async Task What_cannot_be_read_or_found_starts_nothing(string body, string pipeline, int status)
    {
        Assert.Equal(status, (await Ask(body, pipeline)).Status);
        Assert.Empty(hub.Started);
    }

    [Fact]
    public async Task An_experiment_can_be_cancelled_and_nothing_else_is_passed_on_for_it()
    {
        await Ask(Good);
        var run = (Run)hub.Started[0].Input!;
        hub.Add(Orchestrators.LandingLane, Orchestrators.LaneId(Name));
        var commands = new RunCommands(
            new(PinnedSamples.Pinned, blobs), new(new(blobs), PinnedSamples.Pinned, new(blobs), TimeProvider.System),
            NullLogger<RunCommands>.Instance);

        foreach (var action in Enum.GetValues<RunAction>().Where(action => action != RunAction.Cancel))
            Assert.Equal("experiment", (await commands.Send(action, run, new("ada", "why"), hub, default))!.Code);
        Assert.Empty(hub.Raised);
        Assert.Null(await commands.Send(RunAction.Cancel, run, new("ada", "why"), hub, default));
        Assert.Equal((run.Id, Signals.Cancel), (hub.Raised[0].Instance, hub.Raised[0].Event));
    }

    private async Task<(int, string?)> Refused(string body)
    {
        var (status, refusal) = await Ask(body);
        return (status, refusal.GetProperty("code").GetString());
    }

    private async Task<(int Status, JsonElement Body)> Ask(string body, string pipeline = Name, string? principal = null)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        if (principal is not null)
            http.Request.Headers[PrincipalHeader.Name] = principal;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        var desk = new ExperimentDesk(
            Store, blobs, Intake(), new RunDirectory(blobs), new ConsoleOptions(), TimeProvider.System,
            NullLogger<ExperimentDesk>.Instance);
        var api = new ExperimentsApi(Store, desk, Doors.Of(blobs, new() { EasyAuth = principal is not null }));
        await (await api.Start(http.Request, pipeline, hub, default)).ExecuteAsync(http);
        return (http.Response.StatusCode, JsonDocument.Parse(answer.ToArray()).RootElement);
    }

    private DocumentIntake Intake()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ImageRegistries:registry_local"] = "http://127.0.0.1:5000",
        }).Build();
        return new(Store, blobs, new ImageDigests(new HttpClient(registry), settings), new ConsoleOptions(), TimeProvider.System);
    }

    private Task Accept(string dataset, char digit, int day)
    {
        var closed = DateTimeOffset.UnixEpoch.AddDays(day);
        return blobs.CreateJson(
            Paths.Accepted(Name, closed, Digest(digit)),
            new AcceptedDataset(new(Digest(digit), dataset, "m.json", 1, 1), closed, $"{Name}-000000000001"), default);
    }

    private static EnvironmentDocument With(EnvironmentDocument environment) => environment with
    {
        Spec = environment.Spec with { Experiments = new("landfall-experiments-train", "landfall-experiments-evaluate") },
    };

    private static string Digest(char digit) => $"sha256:{new string(digit, 64)}";

    private static string Message(JsonElement body) => body.GetProperty("message").GetString()!;
}
