using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Landfall.Agent.Tests;

public sealed class PredictTests : IAsyncLifetime
{
    private readonly Folder folder = new();
    private BlobServer blobs = null!;

    public async ValueTask InitializeAsync()
    {
        blobs = await BlobServer.Start();
        folder.Write("in/spec.json", """
            {"run":"r","pipeline":"m","task":"binary","format":"parquet","label":{"name":"y"},
             "columns":[{"name":"distance","type":"number","role":"feature"},{"name":"origin","type":"string","role":"feature"}]}
            """);
        var rows = string.Join('\n', Enumerable.Range(0, 600).Select(i => $"r{i},{i}.5,\"A,B\""));
        folder.Write("in/features.csv", $"row,distance,origin\n{rows}\n");
    }

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await blobs.DisposeAsync();
    }

    [Fact]
    public async Task Asks_for_every_row_in_batches_and_pushes_the_answers_in_order()
    {
        await using var server = await ModelServer.Start(Answer);

        var run = await Predict(server.Address);

        Assert.Equal((0, ""), (run.Code, run.Errors));
        var lines = Encoding.UTF8.GetString(blobs.Blobs["run/candidate-1/files/predictions.csv"]).TrimEnd().Split('\n');
        Assert.Equal(601, lines.Length);
        Assert.Equal("r599,1,599.5", lines[600].TrimEnd('\r'));
    }

    [Fact]
    public async Task Names_the_answer_of_a_server_that_refuses()
    {
        await using var server = await ModelServer.Start(async http =>
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("tensor 'distance' is missing");
        });

        var run = await Predict(server.Address);

        Assert.Equal((int)ExitCode.Server, run.Code);
        Assert.Contains("tensor 'distance' is missing", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_answers_that_are_not_one_per_row()
    {
        await using var server = await ModelServer.Start(http => http.Response.WriteAsync(
            """{"outputs":[{"name":"label","data":[1]},{"name":"score","data":[0.5]}]}"""));

        var run = await Predict(server.Address);

        Assert.Equal((int)ExitCode.Server, run.Code);
        Assert.Contains("1 labels and 1 scores for", run.Errors, StringComparison.Ordinal);
    }

    private static async Task Answer(HttpContext http)
    {
        var request = await JsonNode.ParseAsync(http.Request.Body);
        var distance = request!["inputs"]!.AsArray().First(tensor => tensor!["name"]!.ToString() == "distance")!["data"]!.AsArray();
        var answer = new JsonObject
        {
            ["outputs"] = new JsonArray(
                new JsonObject { ["name"] = "label", ["data"] = new JsonArray([.. distance.Select(_ => (JsonNode)1)]) },
                new JsonObject { ["name"] = "score", ["data"] = new JsonArray([.. distance.Select(d => (JsonNode)d!.GetValue<double>())]) }),
        };
        await http.Response.WriteAsync(answer.ToJsonString());
    }

    private Task<AgentRun> Predict(Uri server) => AgentRun.Of(
        new Dictionary<string, string> { ["LANDFALL_TARGET"] = blobs.Sas },
        "predict", "--features", folder["in/features.csv"], "--spec", folder["in/spec.json"], "--model", "m",
        "--url", server.ToString(), "--out", folder["out"], "--to", "run/candidate-1");
}
