using Landfall.Domain.Storage;
using Landfall.Domain.Watching.Quality;
using Landfall.Functions.Validate.Labels;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Validate.Activities;

/// <summary>
/// Joins what a champion served with the labels that have landed, and says whether it is worse than on its holdout. Asked again for the
/// same look it answers the same.
/// </summary>
internal sealed class JudgeLabelsActivity(
    IBlobStore blobs, LandedLabels labels, TimeProvider time, ILogger<JudgeLabelsActivity> logger)
{
    /// <summary>A full book has about thirty megabytes.</summary>
    private const long MostBytes = 128 * 1024 * 1024;

    /// <exception cref="IOException">Another look at the same champion was faster.</exception>
    [Function(Steps.JudgeLabels)]
    public async Task<QualityLook> Run([ActivityTrigger] QualityRequest request, CancellationToken cancel)
    {
        var version = request.Champion;
        var path = Paths.LiveBook(version.Model, version.Number);
        var stored = await blobs.ReadJson<LiveBook>(path, cancel, MostBytes);
        var known = stored?.Value is { } book && book.Version == version.StatementDigest
            ? book
            : LiveBook.Begin(version.StatementDigest, request.Plan.Labels.JoinOn);
        var served = await blobs.ReadJson<ServedLog>(Paths.Served(version.Model, version.Number), cancel);
        var own = served?.Value is { } log && log.Version == version.StatementDigest ? log : null;

        var (files, all) = await labels.Read(request.Plan.Labels, request.Since, Read(known, request), cancel);
        var (next, look) = LiveQuality.Look(known, own, request, files, time.GetUtcNow());
        next = next with { Read = next.Read.Where(file => all.Contains(file.Key)).ToDictionary(StringComparer.Ordinal) };
        if (await blobs.ReplaceJson(path, next, stored?.ETag, cancel) is null)
            throw new IOException($"{path} was written by another look meanwhile.");

        // What was taken need not lie there any longer. Where more was added meanwhile it stays, and is not taken twice.
        if (own is { Rows.Count: > 0 })
            await blobs.ReplaceJson(Paths.Served(version.Model, version.Number), own with { Rows = [] }, served!.ETag, cancel);
        Log.LabelsJudged(logger, version.ToString(), files.Count, look.Reading.Explanation, look.Labels.Problem ?? "");
        return look;
    }

    /// <summary>Labels found by other columns must be read anew.</summary>
    private static IReadOnlyDictionary<string, string> Read(LiveBook known, QualityRequest request) =>
        known.JoinOn.SequenceEqual(request.Plan.Labels.JoinOn, StringComparer.Ordinal) ? known.Read : new Dictionary<string, string>();
}
