using System.Security.Cryptography;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation.Behaviour;
using Landfall.Domain.Storage;
using Landfall.DuckDb;
using Landfall.Fakes;
using Landfall.Functions.Evaluate;
using Landfall.Functions.Evaluate.Activities;
using Landfall.Functions.Evaluate.Jobs;
using Landfall.Functions.Evaluate.Judging;
using Landfall.Storage;
using Landfall.Signing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Train;

/// <summary>From rows that lie beside a holdout, over the real agent and a server with a prejudice, to a refusal that shows it.</summary>
public sealed class BehaviourJobTests
{
    private const int Rows = 40;

    private const string Spec = """
        {"run":"r","pipeline":"flights","task":"binary","format":"csv","label":{"name":"delayed"},
         "columns":[{"name":"distance","type":"number","role":"feature"},{"name":"origin","type":"string","role":"feature"}]}
        """;

    private static readonly BehaviourSpec[] Checks =
    [
        new("origin", Invariance: new(new Dictionary<string, ChangeSpec> { ["origin"] = new(OneOf: ["LAX"]) }, 0.01), MaxViolations: 0.2, Rows: Rows),
        new("gap", Missing: ["origin"], MaxViolations: 0, Rows: Rows),
        new("near", Directional: new(new Dictionary<string, ChangeSpec> { ["distance"] = new(Add: 100) }, ScoreDirection.Increase), MaxViolations: 0.2, Rows: Rows),
    ];

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_server_with_a_prejudice_and_a_gap_is_refused_with_rows_that_show_it()
    {
        await using var platform = await JobPlatform.Start(("server", ["python3", ModelServer(), "biased"]));
        var documents = await JobDocuments.Store(
            platform.Blobs, serve: serve => serve with { Image = "server", Resources = new("100m", "256Mi") }, behaviour: Checks);
        var (model, modelDigest) = await platform.Lay(Containers.Outputs, "flights-0123456789ab/train-1", ("model.txt", "0.25"));
        var (holdout, holdoutDigest) = await platform.Lay(
            Containers.Holdout, "flights-0123456789ab", ("features.csv", Features()), ("behaviour.csv", Asked()), ("spec.json", Spec));
        var (labels, labelsDigest) = await Labels(platform);
        var split = new Split("", JobDocuments.Digest, 1, holdout, holdoutDigest, Rows, labels, labelsDigest);
        var attempt = documents.Attempt("candidate", split: split, model: new("flights", modelDigest, model, ServerImage: ""));

        var keys = new FilePublicKeys("", "Evaluate__TrustedKeysFile");
        var apply = new ApplyEvaluateJobActivity(
            new EvaluateDesigner(documents.Pinned, new EvaluateJobOptions { AgentImage = "agent" }, keys),
            new TrustedKeysMap(platform.Client, keys), platform.Runner);
        var look = new JobLook(attempt, await apply.Run(attempt, None));
        var report = await platform.ReadToEnd(look);
        await new RemoveEvaluateJobActivity(platform.Runner).Run(look, None);
        Assert.True(report.State == JobState.Succeeded, report.Message);

        var work = Directory.CreateTempSubdirectory("landfall-behaviour-");
        try
        {
            var result = await new JudgeModelActivity(
                documents.Pinned, new Novelty(new BlobDocumentStore(platform.Blobs)), platform.Blobs, new PredictionFiles(platform.Blobs, new MemoryBlobFiles(platform.Blobs)),
                new EvaluateOptions { WorkFolder = work.FullName }, NullLogger<JudgeModelActivity>.Instance)
                .Run(new(attempt.Request.Run, split, report.Output!, null, null, modelDigest), None);

            Assert.Equal(EvaluationOutcome.Fail, result.Outcome);
            var gates = result.Gates.Where(gate => gate.Name.StartsWith("behaviour", StringComparison.Ordinal)).ToList();
            Assert.True(
                gates.Select(gate => gate.Outcome).SequenceEqual([GateOutcome.Fail, GateOutcome.Fail, GateOutcome.Pass]),
                string.Join('\n', gates.Select(gate => $"{gate.Outcome} {gate.Explanation} {string.Join("; ", gate.Examples ?? [])}")));
            Assert.Equal("row 0, origin JFK → LAX: score 0.25 became 0.9", gates[0].Examples![0]);
            Assert.Equal("row 0, without origin: it answered 500", gates[1].Examples![0]);
            Assert.StartsWith("None of 40 rows violate it", gates[2].Explanation);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static string Features() =>
        "row,distance,origin\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"{row},{100 + row},JFK\n"));

    private static string Asked() => "row,distance,origin\n" + string.Concat(
        from check in Enumerable.Range(0, Checks.Length)
        from row in Enumerable.Range(0, Rows)
        select $"{new AskedRowId(check, row, 0)},{100 + row + (check == 2 ? 100 : 0)},{(check == 0 ? "LAX" : check == 1 ? "" : "JFK")}\n");

    private static async Task<(string Blob, string Digest)> Labels(JobPlatform platform)
    {
        var folder = Directory.CreateTempSubdirectory("landfall-labels-");
        try
        {
            var file = Path.Combine(folder.FullName, "labels.parquet");
            using (var bench = Workbench.Open(folder.CreateSubdirectory("bench").FullName, new(), None))
            {
                bench.Run(
                    "COPY (SELECT i AS row, CAST(i % 2 AS INTEGER) AS label, 100 + i AS distance, 'JFK' AS origin "
                    + $"FROM range({Rows}) t(i)) TO {Sql.Text(file)} (FORMAT parquet)", None);
            }

            var content = await File.ReadAllBytesAsync(file, None);
            var path = Paths.HoldoutLabels("flights-0123456789ab");
            await platform.Blobs.Create(path, content, "application/octet-stream", None);
            return (path.Name, $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string ModelServer() => Path.Combine(AppContext.BaseDirectory, "Train", "model_server.py");
}
