using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.Domain.Checks;
using Landfall.Domain.Storage;
using Landfall.Notifications.Checks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Adapters.Tests.Notifications;

/// <summary>Outside checks, against the documented exchanges of those who are asked.</summary>
public sealed class CheckStartTests : IDisposable
{
    private const string Token = "ghp_notATokenOfAnybody";
    private const string Callback = "https://landfall.example.com/api/checks/r1-check-bias/result?t=lf1.checks.k.claim.seal";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 2, 5, TimeSpan.Zero);
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private static readonly CheckSpec Workflow = new(
        "bias", CheckKind.Github, "audits", TimeSpan.FromHours(2), Repository: "example/audits", Workflow: "bias.yml",
        Inputs: new Dictionary<string, string> { ["level"] = "full" });

    private static readonly CheckMessage Message = new(
        new("r1-check-bias", "bias", "r1", "flights", "flights", 7, "sha256:m7", "sha256:st7", Now.AddHours(2)), new(Callback));

    private readonly Dictionary<string, string?> settings = new() { ["Checks:Secrets:audits"] = Token };
    private readonly FakeTimeProvider time = new(Now);
    private readonly Host host = new();
    private readonly HttpClient http;

    public CheckStartTests() => http = new(host);

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task GitHub_is_told_once_which_workflow_with_what_is_checked_and_where_the_answer_goes()
    {
        host.Answer(HttpStatusCode.NoContent, "");

        Assert.Null(await Start(Workflow));

        var seen = Assert.Single(host.Seen);
        Assert.Equal("POST https://api.github.com/repos/example/audits/actions/workflows/bias.yml/dispatches", seen.Line);
        Assert.Equal($"Bearer {Token}", seen.Headers["Authorization"]);
        Assert.Equal("2022-11-28", seen.Headers["X-GitHub-Api-Version"]);
        Assert.Equal("Landfall/1.0", seen.Headers["User-Agent"]);
        var body = JsonNode.Parse(seen.Body)!;
        var inputs = body["inputs"]!;
        Assert.Equal(("main", "full", Callback), ((string)body["ref"]!, (string)inputs["level"]!, (string)inputs["landfall_callback"]!));
        var subject = JsonNode.Parse((string)inputs["landfall"]!)!;
        Assert.Equal(
            ("r1-check-bias", "sha256:m7", "sha256:st7", 7),
            ((string)subject["id"]!, (string)subject["digest"]!, (string)subject["statement"]!, (int)subject["version"]!));
    }

    [Fact]
    public async Task Azure_Pipelines_is_told_once_and_people_get_the_page_of_the_run()
    {
        host.Answer(HttpStatusCode.OK, """
            {"id":22,"state":"inProgress","_links":{"web":{"href":"https://dev.azure.com/contoso/ml/_build/results?buildId=22"}}}
            """);

        var page = await Start(Workflow with { Kind = CheckKind.AzurePipelines, Repository = "contoso/ml team", Workflow = "42" });

        Assert.Equal("https://dev.azure.com/contoso/ml/_build/results?buildId=22", page!.AbsoluteUri);
        var seen = Assert.Single(host.Seen);
        Assert.Equal("POST https://dev.azure.com/contoso/ml%20team/_apis/pipelines/42/runs?api-version=7.1", seen.Line);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($":{Token}"))}", seen.Headers["Authorization"]);
        var body = JsonNode.Parse(seen.Body)!;
        Assert.Equal("refs/heads/main", (string)body["resources"]!["repositories"]!["self"]!["refName"]!);
        var inputs = body["templateParameters"]!;
        Assert.Equal(("full", Callback), ((string)inputs["level"]!, (string)inputs["landfall_callback"]!));
    }

    [Fact]
    public async Task A_webhook_that_holds_the_secret_can_verify_what_it_got_and_know_a_repeat()
    {
        settings["Checks:Secrets:desk"] = $"whsec_{Convert.ToBase64String(Key)}";
        host.Answer(HttpStatusCode.Accepted, "");

        Assert.Null(await Start(new("bias", CheckKind.Webhook, "desk", TimeSpan.FromHours(2), Url: "https://desk.example.com/checks?team=a")));

        var seen = Assert.Single(host.Seen);
        Assert.Equal("POST https://desk.example.com/checks?team=a", seen.Line);
        var (id, stamp) = (seen.Headers["webhook-id"], seen.Headers["webhook-timestamp"]);
        Assert.Equal(("r1-check-bias", $"{Now.ToUnixTimeSeconds()}"), (id, stamp));
        var expected = HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{id}.{stamp}.{seen.Body}"));
        Assert.Equal($"v1,{Convert.ToBase64String(expected)}", seen.Headers["webhook-signature"]);
        Assert.DoesNotContain("Authorization", seen.Headers.Keys);
        var body = JsonNode.Parse(seen.Body)!;
        Assert.Equal(
            ("landfall.check.requested", "sha256:m7", Callback),
            ((string)body["type"]!, (string)body["data"]!["subject"]!["digest"]!, (string)body["data"]!["callback"]!));
    }

    [Theory]
    [InlineData(CheckKind.Github, 401, """{"message":"Bad credentials"}""", "(401): Bad credentials. Give Checks__Secrets__audits the right to write actions")]
    [InlineData(CheckKind.Github, 404, """{"message":"Not Found"}""", "(404): Not Found. Give Checks__Secrets__audits the right")]
    [InlineData(CheckKind.Github, 422, """{"message":"Unexpected inputs provided: [\"level\"]"}""", "does bias.yml have workflow_dispatch with the inputs")]
    [InlineData(CheckKind.AzurePipelines, 203, "<html>Sign in</html>", "(401). Give Checks__Secrets__audits the right to build")]
    [InlineData(CheckKind.AzurePipelines, 400, """{"message":"Unexpected parameter 'level'"}""", "does the pipeline have the parameters")]
    [InlineData(CheckKind.Github, 302, "", "(302)")]
    public async Task A_refusal_is_final_says_what_would_help_and_keeps_the_secrets(CheckKind kind, int status, string said, string words)
    {
        host.Answer((HttpStatusCode)status, said);

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(() => Start(Workflow with { Kind = kind }));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        AssertKeeps(refusal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task What_is_out_of_order_is_worth_repeating(int status)
    {
        host.Answer((HttpStatusCode)status, "<html>away</html>");

        var failure = await Assert.ThrowsAsync<IOException>(() => Start(Workflow));

        Assert.Contains($"api.github.com refuses to start bias ({status}).", failure.Message, StringComparison.Ordinal);
        AssertKeeps(failure);
    }

    [Fact]
    public async Task Who_does_not_answer_is_not_waited_for_longer_than_twenty_seconds()
    {
        host.IsSilent = true;

        var starting = Start(Workflow);
        time.Advance(TimeSpan.FromSeconds(20));

        Assert.Contains("did not answer within 20 s", (await Assert.ThrowsAsync<IOException>(() => starting)).Message, StringComparison.Ordinal);
    }

    /// <summary>It was started: a repeat would start it twice.</summary>
    [Theory]
    [InlineData("<html>a proxy says hello</html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"_links":{"web":{"href":"javascript:alert(1)"}}}""")]
    [InlineData("""{"_links":{"web":{"href":7}}}""")]
    public async Task An_answer_that_names_no_page_is_an_answer(string said)
    {
        host.Answer(HttpStatusCode.OK, said);

        Assert.Null(await Start(Workflow with { Kind = CheckKind.AzurePipelines, Workflow = "42" }));
    }

    [Fact]
    public async Task An_answer_of_any_length_is_an_answer()
    {
        host.Answer(HttpStatusCode.OK, new string('a', (1 << 20) + 1));

        Assert.Null(await Start(Workflow with { Kind = CheckKind.AzurePipelines, Workflow = "42" }));
    }

    [Theory]
    [InlineData("https://evil.example/api/", null)]
    [InlineData("https://api.github.com.evil.example/", null)]
    [InlineData("https://git.example.com/api/v3", "other.example.com")]
    public async Task A_token_goes_only_where_it_is_meant_for(string url, string? meant)
    {
        settings["Checks:Hosts:audits"] = meant;

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(() => Start(Workflow with { Url = url }));

        Assert.Contains("name the host in Checks__Hosts__audits", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(host.Seen);
    }

    [Fact]
    public async Task A_host_that_the_installation_names_for_the_token_is_asked()
    {
        settings["Checks:Hosts:audits"] = "api.github.com, git.example.com";
        host.Answer(HttpStatusCode.NoContent, "");

        await Start(Workflow with { Url = "https://git.example.com/api/v3" });

        Assert.Equal("POST https://git.example.com/api/v3/repos/example/audits/actions/workflows/bias.yml/dispatches", host.Seen[0].Line);
    }

    [Theory]
    [InlineData(CheckKind.Github, null, "the secret 'audits' is not set: Checks__Secrets__audits")]
    [InlineData(CheckKind.Github, "ghp_a\nb", "cannot stand in a header")]
    [InlineData(CheckKind.Webhook, "whsec_short", "Checks__Secrets__audits must be whsec_")]
    public async Task A_secret_that_is_missing_or_no_secret_names_its_setting(CheckKind kind, string? secret, string words)
    {
        settings["Checks:Secrets:audits"] = secret;

        var url = kind == CheckKind.Webhook ? "https://desk.example.com" : null;

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(() => Start(Workflow with { Kind = kind, Url = url }));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret ?? "ghp_", refusal.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Seen);
    }

    [Fact]
    public async Task Nothing_is_asked_in_the_clear()
    {
        settings["Checks:Hosts:audits"] = "api.github.com";

        await Assert.ThrowsAsync<TerminalFailure>(() => Start(Workflow with { Url = "http://api.github.com" }));

        Assert.Empty(host.Seen);
    }

    private static void AssertKeeps(Exception failure)
    {
        Assert.DoesNotContain(Token, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("lf1.checks", failure.ToString(), StringComparison.Ordinal);
    }

    private Task<Uri?> Start(CheckSpec check) => new CheckStart(
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), http, time).Start(check, Message, default);

    private sealed class Host : HttpMessageHandler
    {
        private (HttpStatusCode Status, string Text) answer;

        /// <summary>It takes the call and says nothing.</summary>
        public bool IsSilent { get; set; }

        public List<(string Line, Dictionary<string, string> Headers, string Body)> Seen { get; } = [];

        public void Answer(HttpStatusCode status, string text) => answer = (status, text);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(' ', header.Value));
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            Seen.Add(($"{request.Method} {request.RequestUri!.AbsoluteUri}", headers, body));
            if (IsSilent)
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return new(answer.Status) { Content = new StringContent(answer.Text) };
        }
    }
}
