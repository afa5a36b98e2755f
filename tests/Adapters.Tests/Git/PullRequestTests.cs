using System.Net;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.Domain.Git;
using Landfall.Git;

namespace Landfall.Adapters.Tests.Git;

/// <summary>Against the documented exchanges of both hosts.</summary>
public sealed class PullRequestTests : IDisposable
{
    private const string Secret = "ghp_notATokenOfAnybody";
    private readonly Host host = new();
    private readonly HttpClient http;
    private readonly PullRequests requests;

    public PullRequestTests()
    {
        http = new(host);
        requests = new(http, new(Path.GetTempPath(), Secret));
    }

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task GitHub_is_asked_once_and_told_once()
    {
        host.Answers("[]", """{"number":7,"html_url":"https://github.com/team/models/pull/7"}""");

        var page = await requests.Open(Wanted("https://github.com/team/models.git"), default);

        Assert.Equal("https://github.com/team/models/pull/7", page.ToString());
        Assert.Equal(
            "GET https://api.github.com/repos/team/models/pulls?state=all&per_page=1&head=team%3Alandfall%2Fr1&base=main", host.Seen[0].Line);
        Assert.Equal("POST https://api.github.com/repos/team/models/pulls", host.Seen[1].Line);
        Assert.Equal($"Bearer {Secret}", host.Seen[1].Authorization);
        var body = JsonNode.Parse(host.Seen[1].Body)!;
        Assert.Equal(
            ("landfall/r1", "main", "Promote v6"), ((string)body["head"]!, (string)body["base"]!, (string)body["title"]!));
    }

    [Fact]
    public async Task A_host_that_is_reached_in_the_clear_gets_no_token()
    {
        var clear = Wanted("http://git.example.com/team/models.git", GitHost.GitHub);

        var failure = await Assert.ThrowsAsync<IOException>(() => requests.Open(clear, default));

        Assert.Contains("spec.git.api must be an https address", failure.Message, StringComparison.Ordinal);
        Assert.Empty(host.Seen);
    }

    [Fact]
    public async Task Azure_DevOps_is_asked_once_and_told_once_and_people_get_the_page()
    {
        host.Answers("""{"value":[],"count":0}""", """{"pullRequestId":22,"url":"https://dev.azure.com/contoso/_apis/git/repositories/1/pullRequests/22"}""");

        var page = await requests.Open(Wanted("https://dev.azure.com/contoso/ml%20team/_git/models"), default);

        Assert.Equal("https://dev.azure.com/contoso/ml%20team/_git/models/pullrequest/22", page.AbsoluteUri);
        Assert.StartsWith(
            "GET https://dev.azure.com/contoso/ml%20team/_apis/git/repositories/models/pullrequests?searchCriteria.status=all"
            + "&searchCriteria.sourceRefName=refs%2Fheads%2Flandfall%2Fr1", host.Seen[0].Line, StringComparison.Ordinal);
        Assert.StartsWith("Basic ", host.Seen[1].Authorization, StringComparison.Ordinal);
        Assert.Equal("refs/heads/main", (string)JsonNode.Parse(host.Seen[1].Body)!["targetRefName"]!);
    }

    [Theory]
    [InlineData("https://github.com/team/models", """[{"number":5,"state":"closed","html_url":"https://github.com/team/models/pull/5"}]""", "https://github.com/team/models/pull/5")]
    [InlineData("https://dev.azure.com/o/p/_git/models", """{"value":[{"pullRequestId":5,"status":"abandoned"}]}""", "https://dev.azure.com/o/p/_git/models/pullrequest/5")]
    public async Task One_that_was_closed_is_not_opened_again(string remote, string known, string page)
    {
        host.Answers(known);

        Assert.Equal(page, (await requests.Open(Wanted(remote), default)).ToString());
        Assert.Single(host.Seen);
    }

    [Theory]
    [InlineData(401, """{"message":"Bad credentials"}""", "(401): Bad credentials. Give Record__GitToken the right")]
    [InlineData(422, """{"message":"Validation Failed"}""", "(422): Validation Failed. Is the branch it is for there?")]
    [InlineData(203, "<html>Sign in</html>", "(401). Give Record__GitToken the right")]
    [InlineData(503, "<html>away</html>", "(503).")]
    [InlineData(200, "<html>a proxy says hello</html>", "cannot be asked for a pull request")]
    [InlineData(200, "{}", "names no page of the pull request")]
    public async Task A_refusal_says_what_would_help_and_keeps_the_token(int status, string said, string words)
    {
        host.Answers(said, said);
        host.Status = (HttpStatusCode)status;

        var refusal = await Assert.ThrowsAsync<IOException>(() => requests.Open(Wanted("https://github.com/team/models"), default));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://git.example.com/team/models", GitHost.GitHub, null, "https://git.example.com/api/v3/ team/models")]
    [InlineData("https://git.example.com/c/p/_git/models", GitHost.AzureDevOps, null, "https://git.example.com/ c/p/models")]
    [InlineData("https://git.example.com/team/models", GitHost.GitHub, "https://api.example.com/gh", "https://api.example.com/gh/ team/models")]
    [InlineData("https://git.example.com/team/models", null, null, null)]
    [InlineData("git@github.com:team/models.git", null, null, null)]
    public void The_address_says_where(string remote, GitHost? kept, string? api, string? place) =>
        Assert.Equal(place, PullRequestPlace.Of(new(remote, Host: kept, Api: api)) is { } found ? $"{found.Api} {found.Repository}" : null);

    private static PullRequest Wanted(string remote, GitHost? host = null) =>
        new(PullRequestPlace.Of(new(remote, Host: host))!, "landfall/r1", "main", "Promote v6", "Promote v6\n\nno harm seen");

    private sealed class Host : HttpMessageHandler
    {
        private readonly Queue<string> answers = new();

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public List<(string Line, string Authorization, string Body)> Seen { get; } = [];

        public void Answers(params string[] texts)
        {
            foreach (var text in texts)
                answers.Enqueue(text);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Seen.Add(($"{request.Method} {request.RequestUri!.AbsoluteUri}", $"{request.Headers.Authorization}", body));
            return new(Status) { Content = new StringContent(answers.Dequeue()) };
        }
    }
}
