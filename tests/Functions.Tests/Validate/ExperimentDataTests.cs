using Landfall.Contracts;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Tests.Validate;

/// <summary>An experiment gets the split that a delivery of the same data got, and leaves nothing behind for later runs.</summary>
public sealed class ExperimentDataTests : IDisposable
{
    private readonly ValidatePlatform platform = new();

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task It_is_split_as_the_delivery_was_and_moves_neither_windows_nor_baselines()
    {
        await platform.Validate(await platform.Land("january", ValidatePlatform.Good(1), 1));
        var run = await platform.Land("february", ValidatePlatform.Good(2), 2);
        var delivered = await platform.Validate(run);
        var before = await Remembered();

        var tried = await platform.Validate(Try(run));

        Assert.True(tried.Split is not null, tried.Reason);
        Assert.Equal(delivered.Verdict, tried.Verdict);
        Assert.Equal((delivered.Split!.TrainRows, delivered.Split.HoldoutRows), (tried.Split.TrainRows, tried.Split.HoldoutRows));
        Assert.Equal(delivered.Split.LabelsDigest, tried.Split.LabelsDigest);
        Assert.Equal(before, await Remembered());
        Assert.Equal(4, before.Count);
    }

    [Fact]
    public async Task Files_that_were_left_out_then_are_left_out_now_and_nobody_is_asked_again()
    {
        var (good, distance) = (ValidatePlatform.Good(3), "CAST(100 + (i * 7919) % 2000 AS INTEGER)");
        var bad = await platform.File(good.Replace(distance, "CAST(NULL AS INTEGER)", StringComparison.Ordinal));
        var run = await platform.Land("march", 3, ("part-0.parquet", await platform.File(good)), ("part-1.parquet", bad));
        Assert.Equal(DataVerdict.Quarantine, (await platform.Validate(run)).Verdict);
        var delivered = await platform.Validate(run, new(run.Dataset.Digest, "anna", "a broken sensor", ["monthly/march/part-1.parquet"]));

        var tried = await platform.Validate(Try(run));

        Assert.Equal((DataVerdict.Warn, delivered.Rows), (tried.Verdict, tried.Rows));
        Assert.StartsWith("run trips-march left out 1 file (it accepted this dataset before).", tried.Reason, StringComparison.Ordinal);
        Assert.Equal(delivered.Split!.LabelsDigest, tried.Split!.LabelsDigest);
    }

    [Fact]
    public async Task Checks_that_a_person_passed_over_are_shown_and_not_applied()
    {
        var run = await platform.Land("march", ValidatePlatform.Good(3).Replace("'GHI'", "'XYZ'", StringComparison.Ordinal), 3);
        await platform.Validate(run, new(run.Dataset.Digest, "anna", "a new airport"));

        var tried = await platform.Validate(Try(run));

        Assert.Equal(DataVerdict.Warn, tried.Verdict);
        Assert.StartsWith(
            "Released by run trips-march (it accepted this dataset before), although ", tried.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_no_delivery_has_accepted_is_not_tried_on()
    {
        var run = await platform.Land("march", ValidatePlatform.Good(3), 3);

        await Assert.ThrowsAsync<TerminalFailure>(() => platform.Validate(Try(run)));

        Assert.Empty(await Remembered());
    }

    private static Run Try(Run run) => run with { Id = "trips-exp0123456789ab", Trigger = new("experiment", "try-1") };

    /// <summary>What later runs look at, each with its version.</summary>
    private async Task<List<(string, string)>> Remembered()
    {
        var found = new List<(string, string)>();
        foreach (var name in platform.Blobs.Names(Containers.Runs).Where(name => name.StartsWith("accepted/", StringComparison.Ordinal)
            || name.StartsWith("profiles/", StringComparison.Ordinal)))
            found.Add((name, (await platform.Blobs.Read(new(Containers.Runs, name), default))!.ETag));
        return found;
    }
}
