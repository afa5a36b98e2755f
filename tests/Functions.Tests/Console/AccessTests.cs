using System.Reflection;
using System.Text;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Records;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Console;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Documents;
using Landfall.Functions.Console.Experiments;
using Landfall.Functions.Console.Models;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Console.Triggers;
using Landfall.Functions.Tests.Record;
using Landfall.Hosting.Access;
using Landfall.Registry;
using Landfall.Storage;
using Landfall.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Functions.Tests.Console;

/// <summary>Who may do what at the routes of the console.</summary>
public sealed class AccessTests
{
    private static readonly AccessOptions SignIn = new() { EasyAuth = true };
    private static readonly AccessOptions Names = new() { ClaimedNames = true };

    private readonly MemoryBlobStore blobs = new();
    private readonly FakeDurableTaskClient client = new();

    public AccessTests()
    {
        client.Add(Orchestrators.ModelDelivery, RecordFixture.RunId, RunSamples.RollingOut().Status);
        client.Add(Orchestrators.ProgressiveRollout, Orchestrators.RolloutId(RecordFixture.RunId));
        var foreign = RunSamples.RollingOut().Status;
        foreign = foreign with { Run = foreign.Run with { Id = "rail-3f9a1c2b4d5e", Pipeline = "rail" } };
        client.Add(Orchestrators.ModelDelivery, foreign.Run.Id, foreign);
    }

    public static TheoryData<string> Routes => [.. Functions().Select(route => route.Name)];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task No_route_opens_to_who_has_not_signed_in_even_if_nothing_is_declared(string route)
    {
        Assert.Equal(403, await Call(route, SignIn));
        Assert.Equal(401, await Call(route, SignIn, "bm8gcHJpbmNpcGFs"));
        Assert.Empty(client.Raised);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task No_route_opens_to_a_stranger_or_to_a_header_that_anybody_could_write(string route)
    {
        await Doors.Apply(blobs, Doors.Guarded);

        Assert.Equal(403, await Call(route, SignIn, Doors.Principal("eve@example.com")));
        Assert.Equal(403, await Call(route, SignIn, Doors.Principal("anna", "Landfall.Nothing")));
        Assert.Equal(403, await Call(route, new(), Doors.Principal("pia@example.com")));
        Assert.Empty(client.Raised);
    }

    [Theory]
    [InlineData("CancelRun", "ben@example.com", 202)]
    [InlineData("CancelRun", "BEN@example.com", 202)]
    [InlineData("CancelRun", "pia@example.com", 202)]
    [InlineData("CancelRun", "anna@example.com", 403)]
    [InlineData("CancelRun", "vic@example.com", 403)]
    [InlineData("ControlRollout", "ben@example.com", 202)]
    [InlineData("ControlRollout", "vic@example.com", 403)]
    [InlineData("ReleaseRun", "anna@example.com", 202)]
    [InlineData("ReleaseRun", "ben@example.com", 403)]
    [InlineData("ConsoleAsk", "vic@example.com", 403)]
    [InlineData("GetRun", "vic@example.com", 200)]
    [InlineData("GetRun", "anna@example.com", 200)]
    public async Task Who_signs_in_does_what_their_role_gives_under_their_own_name(string route, string account, int status)
    {
        await Doors.Apply(blobs, Doors.Guarded);

        Assert.Equal(status, await Call(route, SignIn, Doors.Principal(account)));
        Assert.Equal(status == 202 ? 1 : 0, client.Raised.Count);
        foreach (var (_, _, payload) in client.Raised)
            Assert.Equal(account.ToLowerInvariant().Split('@')[0], (string?)payload!.GetType().GetProperty("By")!.GetValue(payload));
    }

    [Theory]
    [InlineData("Landfall.Viewer", 403)]
    [InlineData("Landfall.Approver", 403)]
    [InlineData("Landfall.Operator", 202)]
    [InlineData("Landfall.Admin", 202)]
    public async Task A_role_of_the_tenant_counts_like_one_of_the_document(string role, int status)
    {
        await Doors.Apply(blobs, Doors.Guarded);

        Assert.Equal(status, await Call("CancelRun", SignIn, Doors.Principal("eve@example.com", role)));
    }

    [Theory]
    [InlineData("ben", 202)]
    [InlineData("ben@example.com", 202)]
    [InlineData("vic", 403)]
    [InlineData("nobody", 403)]
    [InlineData(null, 403)]
    public async Task A_name_that_is_merely_given_counts_only_where_that_is_set(string? by, int status)
    {
        await Doors.Apply(blobs, Doors.Guarded);

        Assert.Equal(status, await Call("CancelRun", Names, by: by));
        Assert.Equal(403, await Call("CancelRun", new(), by: by));
        Assert.Equal(200, await Call("GetRun", Names));
        Assert.Equal(403, await Call("GetRun", new()));
    }

    [Fact]
    public async Task Nothing_declared_is_as_it_was()
    {
        Assert.Equal(202, await Call("CancelRun", new(), by: "whoever"));
        Assert.Equal(202, await Call("CancelRun", new(), Doors.Principal("pia@example.com"), by: null));

        Assert.Equal(
            ["whoever", "someone with the function key"], client.Raised.Select(raised => ((PersonCommand)raised.Payload!).By));
    }

    [Theory]
    [InlineData("ben@example.com", 1)]
    [InlineData("vic@example.com", 2)]
    public async Task A_list_shows_what_its_reader_may_look_at(string account, int runs)
    {
        await Doors.Apply(blobs, Doors.Guarded);

        var answer = await Answer("ListRuns", SignIn, Doors.Principal(account));

        Assert.Equal(runs, Assert.IsType<IReadOnlyList<RunStatus>>(((IValueHttpResult)answer).Value, exactMatch: false).Count);
    }

    [Theory]
    [InlineData("ben@example.com", 403)]
    [InlineData("pia@example.com", 200)]
    public async Task Only_an_admin_says_who_may_do_what(string account, int status)
    {
        await Doors.Apply(blobs, Doors.Guarded);
        var changed = Doors.Guarded with { Spec = Doors.Guarded.Spec with { PublicUrl = "https://other.example" } };

        Assert.Equal(status, await Call("PutDocument", SignIn, Doors.Principal(account), body: DocumentDigest.CanonicalJson(changed)));

        var current = await new BlobDocumentStore(blobs).GetCurrentAsync(DocumentKinds.Environment, "local", default);
        Assert.Equal(status == 200 ? DocumentDigest.Of(changed) : DocumentDigest.Of(Doors.Guarded), current!.Current.Digest);
        Assert.Equal("pia", current.Current.AppliedBy);
    }

    [Fact]
    public async Task Of_several_environments_it_must_be_said_which_one_holds()
    {
        await Doors.Apply(blobs, Doors.Guarded);
        await Doors.Apply(blobs, Doors.Guarded with
        {
            Metadata = Doors.Guarded.Metadata with { Name = "other" },
            Spec = Doors.Guarded.Spec with { Access = null },
        });

        Assert.Equal(403, await Call("GetRun", SignIn, Doors.Principal("pia@example.com")));
        Assert.Equal(200, await Call("GetRun", SignIn, Doors.Principal("pia@example.com"), environment: "local"));
    }

    [Fact]
    public async Task A_page_offers_what_its_reader_may_do_and_names_them()
    {
        await Doors.Apply(blobs, Doors.Guarded);

        Assert.Contains("You are ben", await Page("ben@example.com"), StringComparison.Ordinal);
        Assert.DoesNotContain("<form", await Page("vic@example.com"), StringComparison.Ordinal);
    }

    private async Task<string> Page(string account)
    {
        var http = Request(Doors.Principal(account), null, null);
        using var body = new MemoryStream();
        http.Response.Body = body;
        await (await Answer("ConsoleRun", SignIn, http)).ExecuteAsync(http);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private async Task<int> Call(
        string route, AccessOptions options, string? principal = null, string? by = "pia", string? body = null, string? environment = null) =>
        ((await Answer(route, options, Request(principal, by, body), environment)) as IStatusCodeHttpResult)?.StatusCode ?? 200;

    private Task<IResult> Answer(string route, AccessOptions options, string principal) =>
        Answer(route, options, Request(principal, "pia", null));

    private static DefaultHttpContext Request(string? principal, string? by, string? body)
    {
        var http = new DefaultHttpContext();
        var name = by is null ? "null" : $"\"{by}\"";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? $$"""{ "reason": "why", "by": {{name}}, "control": "Pause" }"""));
        http.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        if (principal is not null)
            http.Request.Headers[PrincipalHeader.Name] = principal;
        return http;
    }

    private async Task<IResult> Answer(string route, AccessOptions options, DefaultHttpContext http, string? environment = null)
    {
        var method = Functions().Single(function => function.Name == route).Method;
        var services = Services(options, environment);
        http.RequestServices = services;
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var type when type == typeof(HttpRequest) => http.Request,
            var type when type == typeof(DurableTaskClient) => client,
            var type when type == typeof(CancellationToken) => (object)CancellationToken.None,
            _ => parameter.Name switch
            {
                "id" or "run" => RecordFixture.RunId,
                "kind" => DocumentKinds.Environment,
                "number" => "1",
                "action" => "cancel",
                "name" => "local",
                _ => "flights-delay",
            },
        });
        var function = ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        return await (Task<IResult>)method.Invoke(function, [.. parameters])!;
    }

    private ServiceProvider Services(AccessOptions options, string? environment)
    {
        var documents = new BlobDocumentStore(blobs);
        return new ServiceCollection().AddLogging()
            .AddSingleton<IBlobStore>(blobs).AddSingleton<IDocumentStore>(documents).AddSingleton(PinnedSamples.Pinned)
            .AddSingleton(TimeProvider.System).AddSingleton(new ConsoleOptions { Environment = environment }).AddSingleton(options)
            .AddSingleton<Callers>().AddSingleton<CurrentAccess>().AddSingleton<Door>()
            .AddLandfallRegistryReader().AddSingleton(new RecordReader(blobs))
            .AddSingleton<RunDirectory>().AddSingleton<RunCommands>().AddSingleton<ReleaseDesk>().AddSingleton<SteeringDesk>().AddSingleton<OverrideLog>().AddSingleton<CardFacts>()
            .AddSingleton<RunViews>().AddSingleton<Agreements>().AddSingleton<FleetViews>()
            .AddSingleton(services => ActivatorUtilities.CreateInstance<RunStories>(services))
            .AddSingleton<ClosedDatasets>().AddSingleton<ExperimentDesk>()
            .AddSingleton<DocumentIntake>().AddSingleton<DocumentStarts>().AddSingleton<DocumentSyncer>().AddSingleton<CurrentEnvironments>()
            .AddSingleton<ImageDigests>().AddSingleton(new HttpClient())
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .BuildServiceProvider();
    }

    private static IEnumerable<(string Name, MethodInfo Method)> Functions() =>
        from type in typeof(RunsApi).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>() is not null)
        select (method.GetCustomAttribute<FunctionAttribute>()!.Name, method);
}
