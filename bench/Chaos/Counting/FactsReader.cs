using System.Net;
using System.Text.Json.Nodes;
using Landfall.Bench.Chaos.Driving;
using Landfall.Bench.Chaos.Stories;
using Landfall.Contracts;
using Landfall.Harness;
using LibGit2Sharp;

namespace Landfall.Bench.Chaos.Counting;

/// <summary>Counts what the runs left behind, once all is still.</summary>
internal sealed class FactsReader(LandfallPlatform platform, JobLedger jobs, OutboxLedger outbox)
{
    public async Task<IReadOnlyList<RunFacts>> Read(IReadOnlyList<PlannedPipeline> plan, CancellationToken cancel)
    {
        await Patiently.Do(jobs.Read, cancel);
        var runs = await Patiently.Get(() => platform.Runs.All(), cancel);
        var commits = Commits();
        var facts = new List<RunFacts>();
        foreach (var pipeline in plan)
        {
            var model = await Patiently.Get(() => Model(pipeline.Name), cancel);
            foreach (var planned in pipeline.Runs)
                facts.Add(await Of(planned, [.. runs.Where(run => Fits(run, planned))], model, commits, cancel));
        }

        return facts;
    }

    /// <summary>A model that nobody knows has no versions; any other refusal says nothing, and is asked again.</summary>
    private async Task<JsonNode> Model(string name)
    {
        try
        {
            return await platform.Runs.Model(name);
        }
        catch (HttpRequestException none) when (none.StatusCode == HttpStatusCode.NotFound)
        {
            return new JsonObject();
        }
    }

    private static bool Fits(RunStatus run, PlannedRun planned) =>
        run.Run.Pipeline == planned.Pipeline && run.Run.Dataset.Name == $"in/{planned.Dataset}";

    private async Task<RunFacts> Of(
        PlannedRun planned, IReadOnlyList<RunStatus> runs, JsonNode model, string[] commits, CancellationToken cancel)
    {
        var last = runs.LastOrDefault();
        var id = last?.Run.Id ?? $"{planned.Pipeline}-none";
        return new(
            planned, runs.Count, last?.Run.Id, last?.Verdict, last?.Reason,
            jobs.Of(id),
            Count(model["versions"], id), Count(model["champion"], id),
            commits.Count(message => message.Contains($"Landfall-Run: {id}", StringComparison.Ordinal)),
            outbox.Of(id),
            last is null ? 0 : await Doubles(id, cancel));
    }

    private static int Count(JsonNode? entries, string run) =>
        entries?.AsArray().Count(entry => (string?)entry!["runId"] == run) ?? 0;

    private async Task<int> Doubles(string run, CancellationToken cancel)
    {
        var record = await Patiently.Get(() => platform.Runs.Record(run), cancel);
        var keys = record["entries"]!.AsArray().Select(entry => (string?)entry!["fact"]!["key"]).ToList();
        return keys.Count - keys.Distinct().Count();
    }

    private string[] Commits()
    {
        using var models = new Repository(platform.In("git", "models.git"));
        return models.Head.Tip is null ? [] : [.. models.Commits.Select(commit => commit.Message)];
    }
}
