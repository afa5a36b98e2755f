using System.Security.Cryptography;
using System.Text.Json;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation.Behaviour;
using Landfall.Domain.Storage;
using Landfall.Domain.Watching;
using Landfall.DuckDb;
using Landfall.Functions.Evaluate.Judging;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Evaluate.Activities;

/// <summary>
/// Is the candidate good enough? Joins predictions with labels the trainer never had, computes every metric itself and
/// decides the gates. A model that answers nonsense has been judged; only a broken ground is an error.
/// </summary>
internal sealed class JudgeModelActivity(
    PinnedDocuments documents, Novelty novelty, IBlobStore blobs, PredictionFiles files, EvaluateOptions options,
    ILogger<JudgeModelActivity> logger)
{
    /// <exception cref="TerminalFailure">Labels or predictions are not what their digests say.</exception>
    [Function(Steps.JudgeModel)]
    public async Task<EvaluationResult> Run([ActivityTrigger] JudgeRequest request, CancellationToken cancel)
    {
        var run = request.Run;
        var spec = (await documents.Pipeline(run, cancel)).Spec;
        var personal = PersonalColumns.Of(await documents.Contract(run, cancel));
        using var folder = WorkFolder.Create(
            options.WorkFolder, run.Id, (path, busy) => Log.FolderLeft(logger, run.Id, path, busy.Message));
        var (judged, baseline) = await Weigh(request, spec, personal, folder.Path, cancel);
        var digest = await Keep(request, judged, cancel);
        var kept = baseline is null ? null : await Keep(Paths.Baseline(run.Id), baseline, cancel);
        Log.Judged(logger, run.Id, judged.Outcome, judged.Gates.Count, judged.Headline);
        return new(
            judged.Outcome, judged.Headline, judged.Metrics, judged.Gates, judged.Worse,
            Paths.EvaluationReport(run.Id).Name, digest, kept, await novelty.Of(request, spec, request.ChampionDocuments, cancel));
    }

    private async Task<(JudgedModel Judged, PredictionBaseline? Baseline)> Weigh(
        JudgeRequest request, PipelineSpec spec, IReadOnlySet<string> personal, string folder, CancellationToken cancel)
    {
        var (labels, candidate, champion) = (
            Path.Combine(folder, "labels.parquet"), Path.Combine(folder, "candidate.csv"), Path.Combine(folder, "champion.csv"));
        await files.Labels(request.Split, labels, cancel);
        await files.Predictions(request.Candidate, candidate, cancel);
        if (request.Champion is not null)
            await files.Predictions(request.Champion, champion, cancel);
        var (asked, said) = (Path.Combine(folder, "asked.csv"), Path.Combine(folder, "said.csv"));
        var isChecked = spec.Evaluate.Behaviours.Any(RowCopies.Asks);
        if (isChecked)
        {
            await files.Asked(request.Split, asked, cancel);
            await files.Behaviour(request.Candidate, said, cancel);
        }

        var memory = spec.Evaluate.Behaviours.Any(check => check.Memory is not null)
            ? await files.Memory(request.Candidate, Path.Combine(folder, ServerMemory.FileName), cancel)
            : null;

        using var bench = Workbench.Open(folder, new(options.MemoryMegabytes, Time: options.TimeLimit), cancel);
        bench.Lock(folder, cancel);
        bench.Run($"CREATE TABLE labels AS SELECT * FROM read_parquet({Sql.Text(labels)})", cancel);
        try
        {
            Answers.Load(bench, "candidate", candidate, cancel);
            if (request.Champion is not null)
                Answers.Load(bench, "champion", champion, cancel);
            if (isChecked)
                Behaviours.Load(bench, asked, said, cancel);
            return (
                Judge.Of(bench, spec, new(request.Champion is not null, personal, memory), cancel),
                Baselines.Of(bench, spec, personal, cancel));
        }
        catch (BadPredictions bad) when (!bad.IsChampion)
        {
            return (JudgedModel.Refused($"The candidate cannot be judged: {bad.Message}."), null);
        }
        catch (BadPredictions bad)
        {
            throw new TerminalFailure(
                $"The champion {request.ChampionVersion} cannot be compared with: {bad.Message}. Look at its evaluation Job.", bad);
        }
    }

    /// <returns>The digest of the report as it is stored.</returns>
    private Task<string> Keep(JudgeRequest request, JudgedModel judged, CancellationToken cancel) => Keep(
        Paths.EvaluationReport(request.Run.Id),
        new EvaluationDocument(
            request.Run.Id, request.CandidateDigest, request.Split.HoldoutDigest, request.Split.LabelsDigest,
            request.Candidate.Digest, request.Champion?.Digest, request.ChampionVersion, judged),
        cancel);

    private async Task<string> Keep<T>(BlobPath path, T document, CancellationToken cancel)
    {
        await blobs.WriteJson(path, document, cancel);
        var content = JsonSerializer.SerializeToUtf8Bytes(document, ContractsJson.Options);
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
    }
}
