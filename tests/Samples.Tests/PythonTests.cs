using System.Text;
using System.Text.Json.Nodes;

namespace Landfall.Samples.Tests;

/// <summary>The scripts as a pod would run them: files in, files out, a port.</summary>
public sealed class PythonTests
{
    private const string Infer = """
        {"inputs":[{"name":"date","shape":[2],"datatype":"BYTES","data":["2001-01-05 22:00:00","2001-01-05T03:00:00"]},
         {"name":"distance","shape":[2],"datatype":"INT64","data":[800,800]},
         {"name":"origin","shape":[2],"datatype":"BYTES","data":["LAT","OKA"]},
         {"name":"destination","shape":[2],"datatype":"BYTES","data":["AAA",null]}]}
        """;

    [Fact]
    public async Task What_the_python_trainer_learned_the_python_server_answers()
    {
        using var workspace = new Workspace().WithSpec("csv", file: "train/part-0.csv")
            .WithRows(Workspace.Synthetic, "part-0.csv", "csv");
        var (code, errors) = await Train(workspace);
        Assert.True(code == 0, errors);
        Directory.Move(workspace.Model, Path.Combine(workspace.Root, "model"));

        using var server = SampleScript.Start("python", "server.py", ("LANDFALL_ROOT", workspace.Root), ("PORT", "0"));
        try
        {
            var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            using var http = new HttpClient { BaseAddress = new Uri(line!["listening on ".Length..]) };
            using var ready = await http.GetAsync("/v2/health/ready", TestContext.Current.CancellationToken);
            var (status, body) = await Post(http, Infer);
            var (refused, why) = await Post(http, Infer.Replace("distance", "miles"));

            Assert.True(ready.IsSuccessStatusCode);
            Assert.Equal(200, status);
            Assert.Equal("[1,0]", body["outputs"]![0]!["data"]!.ToJsonString());
            Assert.InRange((double)body["outputs"]![1]!["data"]![0]!, (double)body["outputs"]![1]!["data"]![1]!, 1);
            Assert.Equal(400, refused);
            Assert.Contains("tensor 'distance'", (string?)why["error"]);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_missing_spec_and_one_class_are_refused_with_a_reason()
    {
        using var empty = new Workspace();
        using var single = new Workspace().WithSpec("csv", file: "train/part-0.csv")
            .WithRows($"SELECT * FROM ({Workspace.Synthetic}) WHERE delayed = 1", "part-0.csv", "csv");

        var missing = await Train(empty);
        var oneClass = await Train(single);

        Assert.Equal(3, missing.Code);
        Assert.Contains("spec.json does not exist", missing.Errors);
        Assert.Equal(3, oneClass.Code);
        Assert.Contains("fewer than two classes", oneClass.Errors);
    }

    private static Task<(int Code, string Errors)> Train(Workspace workspace) =>
        SampleScript.Run("python", "trainer.py", [], ("LANDFALL_ROOT", workspace.Root));

    private static async Task<(int Status, JsonNode Body)> Post(HttpClient http, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/v2/models/m/infer", content, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
