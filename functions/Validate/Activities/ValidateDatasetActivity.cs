using System.Diagnostics;
using System.Text;
using Landfall.Domain.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Storage;
using Landfall.Functions.Validate.Loading;
using Landfall.Functions.Validate.Reports;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Validate.Activities;

/// <summary>
/// Is the data fit to train on? Bad data is a result with a reason, never an exception. Repeating it gives the same
/// report, the same split and one entry in the list of accepted datasets. An experiment finds its entry there and writes none: what
/// later runs train on and compare with is not its business.
/// </summary>
internal sealed class ValidateDatasetActivity(
    PinnedDocuments documents, IBlobStore blobs, Validation validation, DatasetHistory history, ValidateOptions options,
    ILogger<ValidateDatasetActivity> logger)
{
    /// <exception cref="TerminalFailure">
    /// A landing was changed, released data can still not be split, or an experiment names data that was never accepted.
    /// </exception>
    [Function(Steps.ValidateDataset)]
    public async Task<ValidationResult> Run([ActivityTrigger] ValidateRequest request, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var run = request.Run;
        var pipeline = await documents.Pipeline(run, cancel);
        var contract = await documents.Contract(run, cancel);
        var dataset = await blobs.NeedJson<DatasetManifest>(Paths.Dataset(run.Pipeline, run.Dataset.Digest), cancel);

        var isExperiment = Experiment.Is(run);
        if (isExperiment)
            request = request with { ReleasedBy = ExperimentData.Released(await history.Accepted(dataset, cancel)) };

        using var folder = WorkFolder.Create(
            options.WorkFolder, run.Id, (path, busy) => Log.FolderLeft(logger, run.Id, path, busy.Message));
        var task = new ValidationTask(
            request, pipeline.Spec, contract?.Spec, contract, LeftOut.Of(dataset, request.ReleasedBy?.LeaveOut));
        var (report, profile) = await validation.Run(task, folder.Path, cancel);
        await Keep(report, run, cancel);
        if (isExperiment)
            Log.Tried(logger, run.Id, dataset.Name);
        else if (report.Split is not null)
            await history.Accept(run, dataset, profile, request.ReleasedBy?.LeaveOut, cancel);
        else if (request.ReleasedBy is not null)
            throw new TerminalFailure($"The data was released and still cannot be trained on: {report.Reason} Land it again, mended.");

        var took = (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Log.Validated(logger, run.Id, report.Verdict, report.Checks.Count, report.Rows, took, report.Reason);
        return Result(report);
    }

    private static ValidationResult Result(DataReport report) => new(
        report.Verdict, report.Reason, report.Rows, report.Checks.Count,
        report.Checks.Count(check => check.Outcome != CheckOutcome.Pass), Paths.DataReport(report.Run).Name,
        Paths.DataReportPage(report.Run).Name, report.Split);

    private async Task Keep(DataReport report, Run run, CancellationToken cancel)
    {
        await blobs.WriteJson(Paths.DataReport(run.Id), report, cancel);
        var page = Encoding.UTF8.GetBytes(DataReportPage.Of(report).Markup);
        var path = Paths.DataReportPage(run.Id);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var now = await blobs.Read(path, cancel);
            if (await blobs.Replace(path, page, "text/html; charset=utf-8", now?.ETag, cancel) is not null)
                return;
        }

        throw new IOException($"{path} is being written by someone else all the time.");
    }
}
