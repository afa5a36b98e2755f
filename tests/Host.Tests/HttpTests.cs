using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Landfall.Host.Tests;

public sealed class HttpTests : IAsyncLifetime
{
    private readonly HostFixture _fixture = new();

    public async ValueTask InitializeAsync() => await _fixture.Start();

    [Fact]
    [Trait("Protocol", "1.5")]
    public async Task The_envelope_has_the_recorded_shape_and_its_answer_reaches_the_caller()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_fixture.App.Address, "api/hello/5?x=1"))
        {
            Content = new StringContent("""{"a":1}""", null, "application/json")
        };
        using var response = await _fixture.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("yes", response.Headers.GetValues("X-Probe").Single());
        Assert.Equal("hello body", await response.Content.ReadAsStringAsync());

        var sent = _fixture.Requests("httpHello").Single();
        var body = JsonNode.Parse(sent["body"]!.GetValue<string>())!;
        var recorded = Recordings.Read(
            "01-http-and-starter", "httpHello", r => r["Data"]!["req"]!["Method"]!.ToString() == "POST");
        Assert.Equal(
            Recordings.Shape(recorded["Data"]!["req"]!, "Headers"), Recordings.Shape(body["Data"]!["req"]!, "Headers"));
        Assert.Equal(
            Recordings.Shape(recorded["Metadata"]!, "Headers"), Recordings.Shape(body["Metadata"]!, "Headers"));
        Assert.Equal("\"1\"", body["Metadata"]!["a"]!.GetValue<string>());
        Assert.Equal("chunked", sent["headers"]!["Transfer-Encoding"]!.ToString());
        Assert.Equal("application/json; charset=utf-8", sent["headers"]!["Content-Type"]!.ToString());
    }

    [Fact]
    [Trait("Protocol", "2.4")]
    public async Task A_durable_client_binding_is_encoded_three_times_over_like_the_recorded_one()
    {
        await _fixture.Http.GetAsync(new Uri(_fixture.App.Address, "api/hello/5"));
        var body = JsonNode.Parse(_fixture.Requests("httpHello").Single()["body"]!.GetValue<string>())!;
        var recorded = Recordings.Read("01-http-and-starter", "httpStart", _ => true);
        var ours = Recordings.Unwrap(body["Data"]!["client"]!);
        Assert.Equal(Recordings.Keys(Recordings.Unwrap(recorded["Data"]!["client"]!)), Recordings.Keys(ours));
        Assert.Equal("RigHub", ours["taskHubName"]!.GetValue<string>());
        Assert.Equal("\"00:01:40\"", ours["grpcHttpClientTimeout"]!.GetValue<string>());
        Assert.Equal(_fixture.Host.TaskHubAddress, new Uri(ours["rpcBaseUrl"]!.GetValue<string>()));
    }

    [Fact]
    [Trait("Protocol", "1.6")]
    public async Task A_plain_function_gets_the_request_itself_and_its_answer_passes_unchanged()
    {
        using var response = await _fixture.Http.PutAsync(
            new Uri(_fixture.App.Address, "api/plain/7?q=a%20b"), new StringContent("raw"));
        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("?q=a%20b", response.Headers.GetValues("X-Query").Single());
        Assert.Equal("PUT api/plain/7 raw", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Protocol", "1.8")]
    public async Task Keys_open_functions_and_a_handler_failure_is_a_bare_500()
    {
        var address = new Uri(_fixture.App.Address, "api/httpErr");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _fixture.Http.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _fixture.Http.GetAsync($"{address}?code=wrong")).StatusCode);
        using var response = await _fixture.Http.GetAsync($"{address}?code={_fixture.App.Keys.Function}");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public void Keys_lie_in_a_file_that_only_its_owner_reads()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(_fixture.State, "keys.json")));
    }

    [Theory]
    [Trait("Protocol", "1.8")]
    [InlineData("Notification", "application/json", """[{"id":"1","eventType":"T","data":{}},{"id":"2","eventType":"T","data":"s"}]""", 202, 2)]
    [InlineData("Notification", "application/cloudevents+json", """{"specversion":"1.0","id":"1","data":{"n":1}}""", 202, 1)]
    [InlineData(null, "application/cloudevents+json", """{"specversion":"1.0","id":"1"}""", 400, 0)]
    [InlineData("Unsubscribe", "application/json", "[]", 202, 0)]
    [InlineData("Notification", "application/json", "nonsense", 500, 0)]
    [InlineData("Notification", "application/json", """[{"id":"1","subject":"failme"},{"id":"2"}]""", 500, 2)]
    public async Task Event_grid_is_answered_as_recorded(string? kind, string type, string body, int status, int calls)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _fixture.App.EventGridWebhook("egFunc"))
        {
            Content = new StringContent(body, null, type)
        };
        if (kind is not null) request.Headers.Add("aeg-event-type", kind);
        using var response = await _fixture.Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(calls, _fixture.Requests("egFunc").Count);
    }

    [Fact]
    [Trait("Protocol", "1.8")]
    public async Task Event_grid_handshakes_are_answered_by_the_host_alone()
    {
        using var validation = new HttpRequestMessage(HttpMethod.Post, _fixture.App.EventGridWebhook("egFunc"))
        {
            Content = JsonContent.Create(new[] { new { data = new { validationCode = "512d" } } }),
            Headers = { { "aeg-event-type", "SubscriptionValidation" } }
        };
        using var validated = await _fixture.Http.SendAsync(validation);
        Assert.Equal("""{"validationResponse":"512d"}""", await validated.Content.ReadAsStringAsync());

        using var options = new HttpRequestMessage(HttpMethod.Options, _fixture.App.EventGridWebhook("egFunc"))
        {
            Headers = { { "WebHook-Request-Origin", "eventgrid.azure.net" } }
        };
        using var allowed = await _fixture.Http.SendAsync(options);
        Assert.Equal("eventgrid.azure.net", allowed.Headers.GetValues("Webhook-Allowed-Origin").Single());
        Assert.Empty(_fixture.Requests("egFunc"));

        var unknown = await _fixture.Http.PostAsync(_fixture.App.EventGridWebhook("nope"), null);
        Assert.Equal("cannot find function: 'nope'", await unknown.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Protocol", "1.4")]
    public async Task A_batched_function_gets_one_text_with_all_events_like_the_recorded_one()
    {
        var recorded = Recordings.Read("02-event-grid", "egMany", _ => true);
        using var request = new HttpRequestMessage(HttpMethod.Post, _fixture.App.EventGridWebhook("egMany"))
        {
            Content = new StringContent(recorded["Data"]!["events"]!.GetValue<string>(), null, "application/json"),
            Headers = { { "aeg-event-type", "Notification" } }
        };
        await _fixture.Http.SendAsync(request);
        var body = JsonNode.Parse(_fixture.Requests("egMany").Single()["body"]!.GetValue<string>())!;
        Assert.Equal(recorded["Data"]!.ToJsonString(), body["Data"]!.ToJsonString());
        Assert.Equal(recorded["Metadata"]!["data"]!.ToJsonString(), body["Metadata"]!["data"]!.ToJsonString());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
