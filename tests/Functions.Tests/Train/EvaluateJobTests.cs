using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Functions.Evaluate.Activities;
using Landfall.Functions.Evaluate.Jobs;
using Landfall.Signing;

namespace Landfall.Functions.Tests.Train;

/// <summary>The app's activities and the real agent before a model server that is a script, on the local cluster.</summary>
public sealed class EvaluateJobTests
{
    private const string Spec = """
        {"run":"r","pipeline":"flights","task":"binary","format":"csv","label":{"name":"delayed"},
         "columns":[{"name":"distance","type":"number","role":"feature"}]}
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    private static async Task<JobReport> Run(JobPlatform platform)
    {
        var (model, modelDigest) = await platform.Lay(Containers.Outputs, "flights-0123456789ab/train-1", ("model.txt", "0.25"));
        var (rows, rowsDigest) = await platform.Lay(
            Containers.Holdout, "flights-0123456789ab", ("features.csv", "row,distance\n1,100\n2,200\n"), ("spec.json", Spec));
        var documents = await JobDocuments.Store(
            platform.Blobs, serve: serve => serve with { Image = "server", Resources = new("100m", "256Mi") });
        var attempt = documents.Attempt(
            "candidate", split: new("", JobDocuments.Digest, 1, rows, rowsDigest, 2, "", JobDocuments.Digest),
            model: new("flights", modelDigest, model, ServerImage: ""));
        var options = new EvaluateJobOptions { AgentImage = "agent" };
        var keys = new FilePublicKeys("", "Evaluate__TrustedKeysFile");

        var apply = new ApplyEvaluateJobActivity(
            new EvaluateDesigner(documents.Pinned, options, keys), new TrustedKeysMap(platform.Client, keys), platform.Runner);
        var look = new JobLook(attempt, await apply.Run(attempt, None));
        var report = await platform.ReadToEnd(look);
        await new RemoveEvaluateJobActivity(platform.Runner).Run(look, None);
        return report;
    }

    [Fact]
    public async Task A_candidates_own_server_answers_for_the_rows_held_out()
    {
        await using var platform = await JobPlatform.Start(("server", ["python3", ModelServer()]));

        var report = await Run(platform);

        Assert.True(report.State == JobState.Succeeded, report.Message);
        Assert.Equal("flights-0123456789ab/candidate-1/manifest.json", report.Output!.Manifest);
        Assert.Equal(
            "row,label,score\n1,0,0.25\n2,0,0.25\n",
            await platform.Text(Containers.Outputs, "flights-0123456789ab/candidate-1/files/predictions.csv"));
    }

    [Fact]
    public async Task A_server_that_refuses_the_rows_is_quoted_and_judged()
    {
        await using var platform = await JobPlatform.Start(("server", ["python3", ModelServer(), "refuse"]));

        var report = await Run(platform);

        Assert.Equal((JobState.Failed, JobCause.OwnFailure, 6), (report.State, report.Cause, report.ExitCode));
        Assert.Contains("the server answered 400", report.Message);
        Assert.Contains("distance is too far", report.Message);
    }

    private static string ModelServer() => Path.Combine(AppContext.BaseDirectory, "Train", "model_server.py");
}
