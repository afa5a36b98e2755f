using System.Net;
using System.Text.Json.Nodes;
using Azure.Identity;
using Landfall.Contracts.Documents;
using Landfall.Metrics;

namespace Landfall.Adapters.Tests.Metrics;

public sealed class LogAnalyticsTests
{
    private static readonly LogAnalyticsSpec Workspace = new("b172df27-7a3c-4f2c-9d0b-0d6f2e9f8c11");

    [Fact]
    public async Task One_number_is_asked_for_as_documented()
    {
        var store = new Store(Table("[[0.25]]"));

        Assert.Equal(0.25, await Read(store));

        Assert.Equal("POST https://api.loganalytics.azure.com/v1/workspaces/b172df27-7a3c-4f2c-9d0b-0d6f2e9f8c11/query", store.Line);
        Assert.Equal("Bearer a token of https://api.loganalytics.io/.default", store.Authorization);
        Assert.Equal("AppRequests | summarize avg(DurationMs)", (string?)JsonNode.Parse(store.Body)!["query"]);
    }

    [Fact]
    public async Task Another_cloud_has_its_own_address_and_scope()
    {
        var store = new Store(Table("[[3]]"));

        Assert.Equal(3, await Read(store, Workspace with { Api = "https://api.loganalytics.us" }));

        Assert.StartsWith("POST https://api.loganalytics.us/v1/workspaces/", store.Line, StringComparison.Ordinal);
        Assert.Equal("Bearer a token of https://api.loganalytics.us/.default", store.Authorization);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[[1],[2]]")]
    [InlineData("[[1,2]]")]
    [InlineData("[[null]]")]
    [InlineData("[[\"NaN\"]]")]
    [InlineData("[[\"12\"]]")]
    public async Task No_row_several_rows_and_no_number_are_no_number(string rows) => Assert.Null(await Read(new Store(Table(rows))));

    [Theory]
    [InlineData(403, """{"error":{"code":"InsufficientAccessError"}}""")]
    [InlineData(200, """{"tables":[{"name":"PrimaryResult","columns":[],"rows":[[1]]}],"error":{"code":"PartialError"}}""")]
    [InlineData(200, "<html>sign in</html>")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"tables":[3]}""")]
    public async Task An_answer_that_is_not_whole_is_no_number(int status, string answer) =>
        Assert.Null(await Read(new Store(answer, (HttpStatusCode)status)));

    [Fact]
    public async Task Without_an_identity_there_is_no_number()
    {
        var logs = new LogAnalyticsLogs(new HttpClient(new Store(Table("[[1]]"))), new NoIdentity());

        Assert.Null(await logs.Read(Workspace, "print 1", default));
    }

    [Fact]
    public async Task A_token_never_goes_in_the_clear()
    {
        var store = new Store(Table("[[1]]"));

        Assert.Null(await Read(store, Workspace with { Api = "http://logs.example.com" }));

        Assert.Empty(store.Line);
    }

    private static Task<double?> Read(Store store, LogAnalyticsSpec? workspace = null) =>
        new LogAnalyticsLogs(new HttpClient(store), new StubCredential())
            .Read(workspace ?? Workspace, "AppRequests | summarize avg(DurationMs)", default);

    private static string Table(string rows) =>
        $$$"""{"tables":[{"name":"PrimaryResult","columns":[{"name":"avg_DurationMs","type":"real"}],"rows":{{{rows}}}}]}""";

    private sealed class NoIdentity : Azure.Core.TokenCredential
    {
        public override Azure.Core.AccessToken GetToken(Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("nobody");

        public override ValueTask<Azure.Core.AccessToken> GetTokenAsync(
            Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new CredentialUnavailableException("nobody");
    }

    private sealed class Store(string answer, HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
    {
        public string Line { get; private set; } = "";

        public string Authorization { get; private set; } = "";

        public string Body { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Line, Authorization) = ($"{request.Method} {request.RequestUri}", $"{request.Headers.Authorization}");
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new(status) { Content = new StringContent(answer) };
        }
    }
}
