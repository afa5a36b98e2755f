using Landfall.Contracts.Documents;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;
using Landfall.DuckDb;
using Landfall.DuckDb.Checks;
using Landfall.DuckDb.Profiles;
using Landfall.DuckDb.Tables;
using Landfall.Functions.Validate.Loading;
using Landfall.Functions.Validate.Reports;
using Landfall.Functions.Validate.Splitting;

namespace Landfall.Functions.Validate;

/// <param name="Contract">Null where the pipeline names none.</param>
/// <param name="Dataset">Without the landings that a person left out.</param>
internal sealed record ValidationTask(
    ValidateRequest Request, PipelineSpec Pipeline, ContractSpec? Contract, DataContract? Document, DatasetManifest Dataset);

/// <summary>One dataset from its files to a report and, unless it is held back, a split.</summary>
internal sealed class Validation(
    DatasetFiles files, DatasetHistory history, SplitUpload upload, IBlobStore blobs, ValidateOptions options)
{
    public async Task<(DataReport Report, DatasetProfile Profile)> Run(
        ValidationTask task, string folder, CancellationToken cancel)
    {
        var (request, pipeline, dataset) = (task.Request, task.Pipeline, task.Dataset);
        var landed = await files.Fetch(dataset, Path.Combine(folder, "newest"), cancel);
        var past = await history.Of(dataset, pipeline.Data, cancel);
        var baseline = pipeline.Validate.Drift.Against == DriftBaseline.None ? null : await history.Baseline(dataset, past, cancel);

        var limits = new WorkbenchLimits(options.MemoryMegabytes, options.Threads, Time: options.TimeLimit);
        using var bench = Workbench.Open(folder, limits, cancel);
        bench.Lock(folder, cancel);

        var checks = new CheckList();
        TaintCheck.Run(past, checks);
        var table = await Unpacked.Problem(landed, options.MaxDatasetBytes, cancel) is { } problem
            ? new DatasetTable("newest", [], 0, problem)
            : DatasetTable.Load(bench, "newest", landed, task.Document, cancel);
        var profile = Profiler.Of(bench, table, dataset, baseline, cancel);
        var (holdout, conditions) = Check(bench, table, task, checks, cancel);
        if (holdout is not null)
        {
            profile = DriftCheck.Run(
                bench, table, profile, baseline, pipeline.Validate.Drift, holdout.Label.Sources, checks, cancel);
        }

        var (verdict, reason) = DataVerdicts.Of(
            checks.All, pipeline.Validate.OnFailure, checks.Impossible, request.ReleasedBy);
        var report = new DataReport(
            request.Run.Id, request.Run.Pipeline, dataset.Digest, dataset.Name, dataset.ClosedAt, verdict, reason,
            table.Rows, checks.All, profile, baseline, Released: request.ReleasedBy);
        if (verdict == DataVerdict.Quarantine || holdout is null)
            return (report, profile);

        var window = await AddOlder(bench, task, table, past.Window, holdout, conditions, folder, cancel);
        var split = SplitFiles.Write(bench, table, holdout, request.Run, pipeline, Path.Combine(folder, "split"), cancel);
        return (report with { Split = await upload.Run(split, request.Run.Id, cancel), Window = window }, profile);
    }

    private (Holdout? Holdout, IReadOnlyList<string> Conditions) Check(
        Workbench bench, DatasetTable table, ValidationTask task, CheckList checks, CancellationToken cancel)
    {
        var conditions = ContractChecks.Run(
            bench, table, task.Contract, task.Dataset.Landings.Count, task.Dataset.ClosedAt, checks, cancel);
        if (table.Problem is not null)
            return (null, conditions);

        Slices(table, task.Pipeline.Evaluate, checks);
        if (checks.Impossible is not null)
            return (null, conditions);

        var label = LabelCheck.Run(bench, table, task.Pipeline.Label, task.Pipeline.Evaluate.Task, checks, cancel);
        if (label is not null && BehaviourRows.Of(table, label).Problem(bench, task.Pipeline.Evaluate.Behaviours, cancel) is { } problem)
            checks.FailForGood("behaviour", problem);
        return label is null || checks.Impossible is not null
            ? (null, conditions)
            : (Holdout.Choose(bench, table, label, conditions, task.Pipeline.Holdout, options.MaxHoldoutRows, checks, cancel), conditions);
    }

    private static void Slices(DatasetTable table, EvaluateSpec evaluate, CheckList checks)
    {
        foreach (var slice in evaluate.Gates.SelectMany(gate => gate.Slices).Distinct().Where(s => table.Find(s) is null))
            checks.FailForGood("slices", $"A gate judges slices of {slice}, and there is no such column.", slice);
    }

    /// <returns>What people call the datasets that are trained on beside the newest.</returns>
    private async Task<IReadOnlyList<string>> AddOlder(
        Workbench bench, ValidationTask task, DatasetTable newest, IReadOnlyList<AcceptedDataset> window, Holdout holdout,
        IReadOnlyList<string> conditions, string folder, CancellationToken cancel)
    {
        OlderRows.Prepare(bench, newest, cancel);
        var names = new List<string>();
        foreach (var accepted in window)
        {
            var manifest = await blobs.NeedJson<DatasetManifest>(
                Paths.Dataset(task.Request.Run.Pipeline, accepted.Dataset.Digest), cancel);
            manifest = LeftOut.Of(manifest, accepted.LeftOut);
            var place = Path.Combine(folder, "older");
            var landed = await files.Fetch(manifest, place, cancel);
            var table = DatasetTable.Load(bench, "earlier", landed, task.Document, cancel);
            if (table.Problem is not null)
                throw new TerminalFailure($"Dataset {manifest.Name} of the training window was accepted and cannot be read now: {table.Problem}.");

            OlderRows.Add(bench, newest, table, holdout.Label, conditions, task.Pipeline.Holdout.Split, cancel);
            Directory.Delete(place, recursive: true);
            names.Add(manifest.Name);
        }

        return names;
    }
}
