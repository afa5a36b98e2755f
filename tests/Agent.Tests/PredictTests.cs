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

    [Fact]
    public async Task Rows_of_behavioural_checks_are_asked_one_by_one_and_a_bad_answer_is_one_rows_alone()
    {
        folder.Write("in/behaviour.csv", "row,distance,origin\n0.7.0,7.5,A\n0.8.0,,A\n1.9.0,9.5,\"B,\"\"C\"\"\"\n");
        var rowsAsked = new List<int>();
        await using var server = await ModelServer.Start(async http =>
        {
            var request = await JsonNode.ParseAsync(http.Request.Body);
            var distance = request!["inputs"]![0]!["data"]!.AsArray();
            lock (rowsAsked)
                rowsAsked.Add(distance.Count);
            if (distance.Count == 1 && distance[0] is null)
            {
                http.Response.StatusCode = 500;
                await http.Response.WriteAsync("secret 0.8.0");
                return;
            }

            await http.Response.WriteAsync(new JsonObject
            {
                ["outputs"] = new JsonArray(
                    new JsonObject { ["name"] = "label", ["data"] = new JsonArray([.. distance.Select(_ => (JsonNode)"yes, \"so\"")]) },
                    new JsonObject { ["name"] = "score", ["data"] = new JsonArray([.. distance.Select(d => (JsonNode)d!.GetValue<double>())]) }),
            }.ToJsonString());
        });

        var run = await Predict(server.Address, "--behaviour", folder["in/behaviour.csv"]);

        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Equal([1, 1, 1], rowsAsked.Where(count => count < 50));
        var lines = Encoding.UTF8.GetString(blobs.Blobs["run/candidate-1/files/behaviour.csv"]).TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        Assert.Equal("row,label,score,ms,problem", lines[0]);
        Assert.Matches("""^0\.7\.0,"yes, ""so""\",7\.5,[0-9.]+,$""", lines[1]);
        Assert.Matches(@"^0\.8\.0,,,[0-9.]+,answered 500$", lines[2]);
        Assert.Matches("""^1\.9\.0,"yes, ""so""\",9\.5,[0-9.]+,$""", lines[3]);
        Assert.EndsWith("\"yes, \"\"so\"\"\",599.5", Encoding.UTF8.GetString(blobs.Blobs["run/candidate-1/files/predictions.csv"]).TrimEnd());
    }

    [Fact]
    public async Task After_many_rows_that_break_the_server_off_the_others_are_not_tried()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 25).Select(i => $"0.{i}.0,{i}.5,A"));
        folder.Write("in/behaviour.csv", $"row,distance,origin\n{rows}\n");
        await using var server = await ModelServer.Start(async http =>
        {
            http.Request.EnableBuffering();
            var request = await JsonNode.ParseAsync(http.Request.Body);
            http.Request.Body.Position = 0;
            if (request!["inputs"]![0]!["data"]!.AsArray().Count == 1)
                http.Abort();
            else
                await Answer(http);
        });

        var run = await Predict(server.Address, "--behaviour", folder["in/behaviour.csv"]);

        Assert.Equal((0, ""), (run.Code, run.Errors));
        var lines = Encoding.UTF8.GetString(blobs.Blobs["run/candidate-1/files/behaviour.csv"]).TrimEnd().Split('\n');
        Assert.Equal(20, lines.Count(line => line.TrimEnd('\r').EndsWith(",broke off", StringComparison.Ordinal)));
        Assert.Equal(5, lines.Count(line => line.Contains("was not asked after 20 rows", StringComparison.Ordinal)));
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

    private Task<AgentRun> Predict(Uri server, params string[] more) => AgentRun.Of(
        new Dictionary<string, string> { ["LANDFALL_TARGET"] = blobs.Sas },
        [
            "predict", "--features", folder["in/features.csv"], "--spec", folder["in/spec.json"], "--model", "m",
            "--url", server.ToString(), "--out", folder["out"], "--to", "run/candidate-1", .. more,
        ]);
}
