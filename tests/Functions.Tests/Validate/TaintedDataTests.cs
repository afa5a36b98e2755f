using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Landing;

namespace Landfall.Functions.Tests.Validate;

public sealed class TaintedDataTests : IDisposable
{
    private readonly ValidatePlatform platform = new();

    public TaintedDataTests() => Data(data => data with { Window = new(Last: 3) });

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task Tainted_data_is_left_out_of_the_window_and_the_report_says_whose_mark_it_is()
    {
        var january = await Accepted("january", 1);
        await Accepted("february", 2);
        await Mark(january);

        var result = await Validated("march", 3);

        Assert.True(result.Verdict == DataVerdict.Pass, result.Reason);
        Assert.Equal(2000, result.Split!.TrainRows + result.Split.HoldoutRows);   // february and march
        Assert.Contains(
            "january is left out of the training window; anna marked it as tainted: v7 was wrong.", await Report("march"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tainted_data_itself_waits_for_a_person()
    {
        var march = await platform.Land("march", ValidatePlatform.Good(3), 3);
        await Mark(march);

        var held = await platform.Validate(march);
        Assert.Equal(DataVerdict.Quarantine, held.Verdict);
        Assert.Contains("anna marked this dataset as tainted: v7 was wrong.", held.Reason, StringComparison.Ordinal);

        var released = await platform.Validate(march, new(march.Dataset.Digest, "ben", "the labels are right"));
        Assert.Equal(DataVerdict.Warn, released.Verdict);
    }

    [Fact]
    public async Task A_pipeline_that_keeps_it_trains_on_it_and_says_so()
    {
        Data(data => data with { Tainted = TaintedData.Keep });
        await Mark(await Accepted("january", 1));

        var result = await Validated("march", 3);

        Assert.Equal(DataVerdict.Warn, result.Verdict);
        Assert.Equal(2000, result.Split!.TrainRows + result.Split.HoldoutRows);
        Assert.Contains("january is trained on although anna marked it as tainted", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tainted_data_is_no_baseline_for_drift()
    {
        var odd = await platform.Land("january", ValidatePlatform.Good(1).Replace("(i * 7919) % 2000", "1", StringComparison.Ordinal), 1);
        await platform.Validate(odd, new(odd.Dataset.Digest, "ben", "a first dataset"));
        await Mark(odd);

        Assert.Equal(DataVerdict.Pass, (await Validated("february", 2)).Verdict);
    }

    private void Data(Func<DataSpec, DataSpec> change) => platform.Pipeline = platform.Pipeline with
    {
        Spec = platform.Pipeline.Spec with { Data = change(platform.Pipeline.Spec.Data) },
    };

    private async Task<Run> Accepted(string name, int month)
    {
        var run = await platform.Land(name, ValidatePlatform.Good(month), month);
        var result = await platform.Validate(run);
        Assert.True(result.Split is not null, result.Reason);
        return run;
    }

    private async Task<ValidationResult> Validated(string name, int month) =>
        await platform.Validate(await platform.Land(name, ValidatePlatform.Good(month), month));

    private Task Mark(Run run) => new TaintBook(platform.Blobs).Mark(
        "trips", new("t1", [run.Dataset.Digest], Lift: false, "anna", "v7 was wrong"), run.ClaimedAt, default);

    private Task<string> Report(string name) => platform.Text(Domain.Storage.Containers.Runs, $"trips-{name}/data-report.html");
}
