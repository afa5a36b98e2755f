using System.Net;
using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Documents;

namespace Landfall.Cli.Tests;

/// <summary>Quality and health in the status of a watch.</summary>
public sealed class WatchLabelsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly WatchReading Worse = new(WatchOutcome.Over, 0.19, 0.05, 612, "accuracy 0.71 of 612: worse by at least 0.15");
    private static readonly WatchReading Seen = new(WatchOutcome.Calm, 0, 0, 2, "2 of 2 pods of flights-delay v7 answer");

    private static readonly WatchStatus Status = new(
        "flights-delay", new("flights-delay", 7, "sha256:m", "server", "sha256:s"), Start, Start.AddHours(6), null,
        new(
            TimeSpan.FromMinutes(5), null, null, TimeSpan.FromDays(1),
            new(
                ModelTask.Binary, "accuracy", new(0.05, 500, 2, WatchAction.Retrain),
                new("labels", null, ["requestId"], "delayed", TimeSpan.FromDays(30))),
            new(0, 1, 3, WatchAction.Alert)),
        null, null, Start, null, null, null, new(Worse, Worse, Start.AddHours(1), 0, 0, false), new(Seen, Seen, null, 0, 0, false),
        new("accuracy", 0.7124, 0.6751, 0.7469, 0.9, 612, 300, 88, 0, 0, 1, Start.AddHours(2)));

    private readonly TestPlatform platform = new();

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task It_shows_the_metric_its_interval_the_share_that_is_labelled_and_the_age_of_the_newest_label()
    {
        Assert.Equal(
            """
            flights-delay v7  ✕ quality, champion since 2030-03-01 12:00:00Z
             ✕ quality since 2030-03-01 13:00:00Z; 0 of 2 calm windows in a row end it
                       accuracy 0.71 of 612: worse by at least 0.15
                       accuracy of the open window 0.7124 (0.6751 to 0.7469), 0.9 on the holdout
                       612 of 1,000 predictions are labelled (61.2 %), 300 wait, 88 got none in time; newest label 4h old
             ✓ health  calm
                       2 of 2 pods of flights-delay v7 answer
            the watch last asked for a run at 2030-03-01 12:00:00Z
            looked at 2030-03-01 18:00:00Z

            """, await Shown(Status));
    }

    [Fact]
    public async Task What_cannot_be_joined_and_what_is_wrong_with_a_file_is_shown()
    {
        var labels = new LabelFigures("accuracy", null, null, null, null, 0, 0, 0, 4, 2, 8, null, "a.csv: it has no column 'id'");
        var shown = await Shown(Status with { Labels = labels });

        Assert.Contains("accuracy of the open window is not known yet, and was not computed on the holdout", shown, StringComparison.Ordinal);
        Assert.Contains("0 of 0 predictions are labelled, 0 wait, 0 got none in time; newest label none yet", shown, StringComparison.Ordinal);
        Assert.Contains("4 answers cannot be joined, 2 were lost; one of 8 keys is followed", shown, StringComparison.Ordinal);
        Assert.Contains("labels: a.csv: it has no column 'id'", shown, StringComparison.Ordinal);
    }

    private async Task<string> Shown(WatchStatus status)
    {
        platform.Answer = _ => (HttpStatusCode.OK, JsonSerializer.Serialize(status, ContractsJson.Options));
        Assert.Equal(0, await platform.RunAsync("watch", "status", "flights-delay"));
        return platform.Output;
    }
}
