using System.Text.Json.Nodes;
using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;
using Landfall.Functions.Evaluate.Activities;
using Landfall.Functions.Evaluate.Jobs;
using Landfall.Signing;

namespace Landfall.Functions.Tests.Train;

/// <summary>The real agent beside a server that is a script, on the local cluster: what it saw of the server's memory.</summary>
public sealed class MemoryJobTests
{
    private const string Spec = """
        {"run":"r","pipeline":"flights","task":"binary","format":"csv","label":{"name":"delayed"},
         "columns":[{"name":"distance","type":"number","role":"feature"}]}
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_peak_of_the_server_is_written_down_beside_its_answers_and_no_rows_are_needed_for_it()
    {
        await using var platform = await JobPlatform.Start(("server", ["python3", Path.Combine(AppContext.BaseDirectory, "Train", "model_server.py")]));
        var (model, modelDigest) = await platform.Lay(Containers.Outputs, "flights-0123456789ab/train-1", ("model.txt", "0.25"));
        var (rows, rowsDigest) = await platform.Lay(
            Containers.Holdout, "flights-0123456789ab", ("features.csv", "row,distance\n1,100\n2,200\n"), ("spec.json", Spec));
        var documents = await JobDocuments.Store(
            platform.Blobs, serve: serve => serve with { Image = "server", Resources = new("100m", "256Mi") },
            behaviour: [new BehaviourSpec("small", Memory: new("128Mi"))]);
        var attempt = documents.Attempt(
            "candidate", split: new("", JobDocuments.Digest, 1, rows, rowsDigest, 2, "", JobDocuments.Digest),
            model: new("flights", modelDigest, model, ServerImage: ""));
        var keys = new FilePublicKeys("", "Evaluate__TrustedKeysFile");
        var apply = new ApplyEvaluateJobActivity(
            new EvaluateDesigner(documents.Pinned, new EvaluateJobOptions { AgentImage = "agent" }, keys),
            new TrustedKeysMap(platform.Client, keys), platform.Runner);

        var look = new JobLook(attempt, await apply.Run(attempt, None));
        var report = await platform.ReadToEnd(look);
        await new RemoveEvaluateJobActivity(platform.Runner).Run(look, None);

        Assert.True(report.State == JobState.Succeeded, report.Message);
        var seen = JsonNode.Parse(
            await platform.Text(Containers.Outputs, $"flights-0123456789ab/candidate-1/files/{ServerMemory.FileName}"))!;
        Assert.Null(seen["problem"]);
        Assert.InRange(seen["peakBytes"]!.GetValue<long>(), 1L << 20, 256L << 20);
    }
}
