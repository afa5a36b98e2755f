namespace Landfall.Samples.Tests;

public sealed class ServerTests
{
    private const string Infer = "/v2/models/flights-delay/infer";

    private const string Two = """
        {"id":"a","inputs":[
         {"name":"date","shape":[2],"datatype":"BYTES","data":["2001-02-03 17:05:00","2001-02-03T19:05:00"]},
         {"name":"distance","shape":[2],"datatype":"INT64","data":[500,501]},
         {"name":"origin","shape":[2],"datatype":"BYTES","data":["SFO",null]},
         {"name":"destination","shape":[2],"datatype":"BYTES","data":["LAX","LAX"]}]}
        """;

    [Theory]
    [InlineData("/v2/health/live", 200)]
    [InlineData("/v2/health/ready", 200)]
    [InlineData("/v2/models/flights-delay/ready", 200)]
    [InlineData("/v2/models/flights-delay", 200)]
    [InlineData("/faults", 404)]
    public async Task It_answers_as_the_protocol_says(string path, int expected)
    {
        await using var server = await RunningServer.Start();

        Assert.Equal(expected, await server.Get(path));
    }

    [Fact]
    public async Task It_can_be_told_never_to_be_ready()
    {
        await using var server = await RunningServer.Start(neverReady: true);

        Assert.Equal(503, await server.Get("/v2/health/ready"));
        Assert.Equal(200, await server.Get("/v2/health/live"));
    }

    [Fact]
    public async Task Each_row_gets_a_label_and_a_score()
    {
        await using var server = await RunningServer.Start();

        var (status, body) = await server.Post(Infer, Two);

        Assert.Equal(200, status);
        Assert.Equal("flights-delay", (string?)body!["model_name"]);
        Assert.Equal("a", (string?)body["id"]);
        Assert.Equal("[0,1]", body["outputs"]![0]!["data"]!.ToJsonString());
        Assert.Equal("INT64", (string?)body["outputs"]![0]!["datatype"]);
        Assert.Equal(1 / (1 + Math.Exp(2)), (double)body["outputs"]![1]!["data"]![0]!, 12);
    }

    [Theory]
    [InlineData("\"distance\"", "\"miles\"", "tensor 'distance' is missing")]
    [InlineData("2001-02-03 17:05:00", "yesterday", "tensor 'date', row 0")]
    [InlineData("[500,501]", "[500,\"far\"]", "tensor 'distance', row 1")]
    [InlineData("[500,501]", "[500]", "tensor 'distance'")]
    [InlineData("[\"SFO\",null]", "[\"SFO\",7]", "tensor 'origin', row 1")]
    [InlineData("{\"id\"", "{\"id", "")]
    public async Task A_bad_request_is_told_which_tensor(string found, string replaced, string expected)
    {
        await using var server = await RunningServer.Start();

        var (status, body) = await server.Post(Infer, Two.Replace(found, replaced));

        Assert.Equal(400, status);
        Assert.Contains(expected, (string?)body!["error"]);
    }

    [Fact]
    public async Task Faults_can_be_switched_on_where_they_are_allowed()
    {
        await using var server = await RunningServer.Start(faults: true);

        Assert.Equal(200, (await server.Post("/faults", """{"wrongRate":1}""")).Status);
        Assert.Equal("[1,0]", (await server.Post(Infer, Two)).Body!["outputs"]![0]!["data"]!.ToJsonString());
        Assert.Equal(200, (await server.Post("/faults", """{"errorRate":1}""")).Status);
        Assert.Equal(500, (await server.Post(Infer, Two)).Status);
        Assert.Equal(400, (await server.Post("/faults", """{"errorRate":2}""")).Status);
        Assert.Equal(500, (await server.Post(Infer, Two)).Status);
        Assert.Equal(200, (await server.Post("/faults", "{}")).Status);
        Assert.Equal(200, (await server.Post(Infer, Two)).Status);
    }
}
