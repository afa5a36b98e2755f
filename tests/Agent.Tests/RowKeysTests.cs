using System.Net;
using System.Net.Http.Json;
using System.Text;
using Landfall.Agent.Serving;
using Landfall.Contracts.Agent;
using Microsoft.AspNetCore.Http;

namespace Landfall.Agent.Tests;

/// <summary>What later labels are found by, as the log of a running agent holds it.</summary>
public sealed class RowKeysTests
{
    private const string TwoRows = """
        {"inputs":[{"name":"name","shape":[2],"datatype":"BYTES","data":["Ada Lovelace","Grace Hopper"]},
        {"name":"distance","shape":[2],"datatype":"FP64","data":[3.0,1e3]},{"name":"rain","shape":[2],"datatype":"BOOL","data":[true,false]}]}
        """;

    [Fact]
    public async Task Each_row_has_a_key_over_the_columns_and_no_value_lies_in_the_log()
    {
        var (page, text) = await Log(["name", "distance", "rain"], TwoRows);

        Assert.Equal(
            [JoinKey.Of(["Ada Lovelace", "3", "true"]), JoinKey.Of(["Grace Hopper", "1000", "false"])], page.Entries[0].Keys!);
        Assert.Equal(["name", "distance", "rain"], page.JoinOn!);
        Assert.DoesNotContain("Lovelace", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_s_id_is_a_column_too_and_needs_no_body_that_can_be_read()
    {
        var (page, _) = await Log([JoinKey.RequestId], "{}");
        Assert.Equal([JoinKey.Of(["r-1/0"]), JoinKey.Of(["r-1/1"])], page.Entries[0].Keys!);
    }

    [Theory]
    [InlineData("""{"inputs":[{"name":"distance","data":[1,2]}]}""")]
    [InlineData("""{"inputs":[{"name":"name","data":["a"]}]}""")]
    [InlineData("""{"inputs":[{"name":"name","data":["a",null]}]}""")]
    [InlineData("""{"inputs":{}}""")]
    [InlineData("no json")]
    public async Task What_lacks_a_column_or_a_row_has_no_key_and_is_logged_all_the_same(string body)
    {
        var (page, _) = await Log(["name"], body);
        Assert.Equal((200, null), (page.Entries[0].Status, page.Entries[0].Keys));
    }

    [Fact]
    public async Task An_agent_that_was_told_nothing_logs_no_keys()
    {
        var (page, _) = await Log(null, TwoRows);
        Assert.Null(page.Entries[0].Keys);
        Assert.Null(page.JoinOn);
    }

    [Theory]
    [InlineData("origin")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[\"\"]")]
    public void Columns_are_a_list_of_names_or_it_says_what_is_expected(string columns)
    {
        var failure = Assert.Throws<AgentFailure>(() => ServeOptions.Parse(["--version", "v7", "--join-on", columns], _ => null));
        Assert.Contains("expected 1 to 20 names as JSON", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["a,b", "c"], ServeOptions.Parse(["--version", "v7"], name => name == "LANDFALL_JOIN_ON" ? """["a,b","c"]""" : null).JoinOn!);
    }

    private static async Task<(PredictionLogPage Page, string Text)> Log(string[]? joinOn, string body)
    {
        await using var model = await ModelServer.Start(http => http.Response.WriteAsync(
            """{"outputs":[{"name":"label","data":[1,0]},{"name":"score","data":[0.7,0.2]}]}"""));
        await using var agent = ServeCommand.Build(
            new(
                new("http://127.0.0.1:0"), model.Address, "v7", "pod-1", TimeSpan.FromMilliseconds(250), 4, TimeSpan.FromMinutes(2), 100,
                JoinOn: joinOn),
            TimeProvider.System, TextWriter.Null);
        await agent.StartAsync();
        using var http = new HttpClient { BaseAddress = new(agent.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v2/models/m/infer")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(AgentHeaders.RequestId, "r-1");
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var text = await http.GetStringAsync("landfall/predictions");
        return ((await http.GetFromJsonAsync("landfall/predictions", AgentJson.Default.PredictionLogPage))!, text);
    }
}
