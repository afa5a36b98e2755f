using System.Globalization;
using Landfall.Contracts;
using Landfall.Contracts.Documents;

namespace Landfall.Cli.Output;

/// <summary>What there is of labels: the metric as it stands, how many predictions have one, and how old the newest is.</summary>
internal static class LabelsView
{
    private const string Margin = "           ";

    /// <param name="now">When it was looked at: ages are counted from there.</param>
    public static IEnumerable<string> Lines(LabelFigures? labels, DateTimeOffset? now)
    {
        if (labels is null)
            yield break;

        yield return labels is { Value: { } value, Low: { } low, High: { } high }
            ? $"{Margin}{labels.Metric} of the open window {Number(value)} ({Number(low)} to {Number(high)}), {Before(labels)}"
            : $"{Margin}{labels.Metric} of the open window is not known yet, {Before(labels)}";

        var all = labels.Labelled + labels.Waiting + labels.Unlabelled;
        var share = all == 0 ? "" : $" ({100.0 * labels.Labelled / all:0.#} %)";
        yield return $"{Margin}{labels.Labelled:N0} of {all:N0} predictions are labelled{share}, {labels.Waiting:N0} wait, "
            + $"{labels.Unlabelled:N0} got none in time; newest label {Age(labels.Newest, now)}";
        if (labels.Unjoined + labels.Lost > 0 || labels.Sampled > 1)
            yield return $"{Margin}{labels.Unjoined:N0} answers cannot be joined, {labels.Lost:N0} were lost; {Followed(labels.Sampled)}";
        if (labels.Problem is { } problem)
            yield return $"{Margin}labels: {problem}";
    }

    private static string Before(LabelFigures labels) =>
        labels.Holdout is { } holdout ? $"{Number(holdout)} on the holdout" : "and was not computed on the holdout";

    private static string Age(DateTimeOffset? newest, DateTimeOffset? now) => (newest, now) switch
    {
        (null, _) => "none yet",
        ({ } at, { } looked) when looked > at => $"{DurationText.Format(Round(looked - at))} old",
        _ => "just landed",
    };

    private static TimeSpan Round(TimeSpan age) =>
        age > TimeSpan.FromDays(2) ? TimeSpan.FromDays(Math.Floor(age.TotalDays))
        : age > TimeSpan.FromHours(2) ? TimeSpan.FromHours(Math.Floor(age.TotalHours))
        : age > TimeSpan.FromMinutes(2) ? TimeSpan.FromMinutes(Math.Floor(age.TotalMinutes))
        : TimeSpan.FromSeconds(Math.Max(1, Math.Floor(age.TotalSeconds)));

    private static string Followed(int sampled) =>
        sampled == 1 ? "all others are followed" : string.Create(CultureInfo.InvariantCulture, $"one of {sampled:N0} keys is followed");

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "N1" : "0.####", CultureInfo.InvariantCulture);
}
