namespace Landfall.Domain.Watching.Quality;

/// <summary>One look at a champion's labels: what has come, what it says, and what is kept for the next look. Pure.</summary>
public static class LiveQuality
{
    /// <param name="served">What was served since the last look; null when nothing was.</param>
    /// <param name="files">Label files that are new, or were replaced.</param>
    public static (LiveBook Book, QualityLook Look) Look(
        LiveBook known, ServedLog? served, QualityRequest request, IReadOnlyList<LabelFile> files, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(request);
        if (known.Answered is { } answered && answered.At == request.At)
            return (known, answered);

        var plan = request.Plan;
        var book = LabelFold.Add(known, served, plan, files, now);
        var judgement = QualityJudge.Of(plan, request.Holdout, book.Window, book.Stage);
        var metric = judgement.Metric;
        var look = new QualityLook(request.At, judgement.Reading, new(
            plan.Metric, metric?.Value, metric?.Low, metric?.High, request.Holdout, book.Labelled, book.Waiting.Count, book.Unlabelled,
            served?.Unjoined ?? 0, served?.Lost ?? 0, 1 << book.Halvings, book.Newest, book.Problem ?? served?.Problem));

        // A window that was judged is over; one that said nothing goes on.
        var isOver = judgement.Reading.Outcome != WatchOutcome.Unknown;
        return (
            book with
            {
                Window = isOver ? [] : book.Window,
                Stage = judgement.Stage,
                Answered = look,
            },
            look);
    }
}
