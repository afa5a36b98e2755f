using System.Text;
using System.Text.Json.Nodes;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation.Behaviour;

namespace Landfall.Samples.Tests;

/// <summary>The scripts as a pod would run them, and what the pipeline's own checks say of two of their models.</summary>
public sealed class TicketsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("tickets-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("off", GateOutcome.Pass)]
    [InlineData("on", GateOutcome.Fail)]
    public async Task A_model_that_learned_the_channel_is_refused_by_the_sample_s_own_check(string channel, GateOutcome expected)
    {
        await Learn("2026-01-05", channel);
        using var server = SampleScript.Start("tickets", "server.py", ("LANDFALL_ROOT", root), ("PORT", "0"));
        try
        {
            var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            using var http = new HttpClient { BaseAddress = new Uri(line!["listening on ".Length..]) };
            var checks = Pipeline().Spec.Evaluate.Behaviours;

            var said = await Ask(http, await Day("2026-01-06"), checks[0]);
            var place = BehaviourJudge.Of(checks[0], ModelTask.Multiclass, said.Rows);
            Assert.True(place.Outcome == expected, place.Explanation);
            Assert.InRange(said.Right, channel == "on" ? 0.93 : 0.90, 1);
            Assert.Equal(GateOutcome.Pass, BehaviourJudge.Of(checks[1], ModelTask.Multiclass, await Ask(http, checks[1])).Outcome);

            Assert.Equal((200, "[\"account\"]"), await Post(http, null, null));
            var (status, why) = await Post(http, 5, "mail");
            Assert.Equal(400, status);
            Assert.Contains("tensor 'text': expected texts", why, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task The_same_day_has_the_same_bytes_and_another_day_others()
    {
        var first = await Day("2026-01-05");

        Assert.Equal(first, await Day("2026-01-05"));
        Assert.NotEqual(first, await Day("2026-01-06"));
        Assert.Equal(3_001, first.Count(c => c == '\n'));
    }

    [Fact]
    public async Task A_trainer_without_a_spec_says_what_it_needs()
    {
        var (code, errors) = await SampleScript.Run("tickets", "trainer.py", [], ("LANDFALL_ROOT", root));

        Assert.Equal(3, code);
        Assert.Contains("spec.json does not exist", errors, StringComparison.Ordinal);
    }

    private async Task Learn(string day, string channel)
    {
        Directory.CreateDirectory(Path.Combine(root, "in", "train"));
        await File.WriteAllTextAsync(Path.Combine(root, "in", "train", "part-0.csv"), await Day(day));
        await File.WriteAllTextAsync(
            Path.Combine(root, "in", "spec.json"), """{"format":"csv","label":{"name":"queue"},"files":["train/part-0.csv"]}""");
        var (code, errors) = await SampleScript.Run("tickets", "trainer.py", [], ("LANDFALL_ROOT", root), ("CHANNEL", channel));
        Assert.True(code == 0, errors);
        Directory.Move(Path.Combine(root, "out", "model"), Path.Combine(root, "model"));
    }

    private async Task<string> Day(string day)
    {
        var folder = Path.Combine(root, Guid.NewGuid().ToString("N"));
        var (code, errors) = await SampleScript.Run("tickets", "tickets.py", [day, folder]);
        Assert.True(code == 0, errors);
        Assert.True(File.Exists(Path.Combine(folder, "_SUCCESS")));
        return await File.ReadAllTextAsync(Path.Combine(folder, "tickets.csv"));
    }

    private static async Task<(List<AskedRow> Rows, double Right)> Ask(HttpClient http, string day, BehaviourSpec check)
    {
        var tickets = day.TrimEnd().Split('\n').Skip(1).Take(check.Rows).Select(line => line.Split(',')).ToList();
        var plain = await Infer(http, [.. tickets.Select(ticket => (ticket[1], (string?)ticket[2]))]);
        var copies = new List<List<Answer>>();
        foreach (var copy in RowCopies.Of(check))
            copies.Add(await Infer(http, [.. tickets.Select(ticket => (ticket[1], (string?)copy.Changes[0].Text))]));
        return (
            [.. plain.Select((answer, i) => new AskedRow(i, answer, [.. copies.Select(copy => new AskedCopy("", copy[i]))]))],
            plain.Where((answer, i) => answer.Label == tickets[i][3]).Count() / (double)tickets.Count);
    }

    private static async Task<List<AskedRow>> Ask(HttpClient http, BehaviourSpec cases)
    {
        var said = await Infer(http, [.. cases.Cases!.Select(one => (one.Given["text"], (string?)one.Given["channel"]))]);
        return [.. said.Select((answer, i) => new AskedRow(i, null, [new("", answer)]))];
    }

    private static async Task<List<Answer>> Infer(HttpClient http, IReadOnlyList<(string Text, string? Channel)> rows)
    {
        using var content = new StringContent(
            Request([.. rows.Select(row => (JsonNode?)row.Text)], [.. rows.Select(row => (JsonNode?)row.Channel)]), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/v2/models/m/infer", content, TestContext.Current.CancellationToken);
        var outputs = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["outputs"]!;
        return [.. outputs[0]!["data"]!.AsArray().Zip(outputs[1]!["data"]!.AsArray(), (label, score) => new Answer($"{label}", (double)score!))];
    }

    private static async Task<(int Status, string Body)> Post(HttpClient http, JsonNode? text, JsonNode? channel)
    {
        using var content = new StringContent(Request([text], [channel]), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/v2/models/m/infer", content, TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return ((int)response.StatusCode, body["outputs"]?[0]?["data"]?.ToJsonString() ?? $"{body["error"]}");
    }

    private static string Request(JsonArray texts, JsonArray channels) => new JsonObject
    {
        ["inputs"] = new JsonArray(
            new JsonObject { ["name"] = "text", ["data"] = texts }, new JsonObject { ["name"] = "channel", ["data"] = channels }),
    }.ToJsonString();

    private static ModelPipeline Pipeline() => Assert.IsType<ModelPipeline>(
        DocumentReader.Read(File.ReadAllText(SourceTree.At("samples", "tickets", "pipeline.yaml"))).Document);
}
