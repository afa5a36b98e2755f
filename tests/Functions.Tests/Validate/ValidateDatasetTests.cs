using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Tests.Validate;

public sealed class ValidateDatasetTests : IDisposable
{
    private readonly ValidatePlatform platform = new();

    public void Dispose() => platform.Dispose();

    [Fact]
    public async Task Good_data_passes_and_is_split_without_the_columns_that_give_the_label_away()
    {
        var result = await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3));

        Assert.True(result.Verdict == DataVerdict.Pass, result.Reason);
        var split = result.Split!;
        Assert.Equal(1000, split.TrainRows + split.HoldoutRows);
        Assert.InRange(split.HoldoutRows, 140, 260);
        Assert.StartsWith("row,day,distance,origin", await platform.Text(Containers.Holdout, "trips-march/files/features.csv"));
        var columns = await platform.Query(
            Containers.Training, "trips-march/files/train/part-0.parquet", "SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(FILE))");
        Assert.Equal(["day", "distance", "origin", "delayed"], columns.Select(row => (string)row[0]!));
        Assert.Contains("\"name\":\"delay\",\"type\":\"integer\",\"role\":\"ignored\"", await platform.Text(Containers.Training, "trips-march/files/spec.json"));
        var manifest = await platform.Blobs.NeedJson<FileManifest>(Paths.TrainManifest("trips-march"), default);
        Assert.Equal(split.TrainDigest, manifest.Digest);
        Assert.Empty(Directory.GetFileSystemEntries(platform.WorkFolder));
    }

    [Fact]
    public async Task Labels_answer_for_every_row_of_the_holdout_and_lie_elsewhere()
    {
        var result = await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3));

        var rows = await platform.Query(
            Containers.Labels, result.Split!.Labels, "SELECT row, label, delay FROM read_parquet(FILE) ORDER BY row");
        Assert.Equal(result.Split.HoldoutRows, rows.Count);
        Assert.Equal(Enumerable.Range(0, rows.Count), rows.Select(row => Convert.ToInt32(row[0])));
        Assert.All(rows, row => Assert.Equal(Convert.ToInt32(row[2]) > 15 ? 1 : 0, Convert.ToInt32(row[1])));
        Assert.DoesNotContain(platform.Blobs.Names(Containers.Holdout), name => name.Contains("label"));
    }

    [Fact]
    public async Task Where_only_some_rows_can_be_evaluated_their_groups_stay_whole()
    {
        platform.Options = new() { MaxHoldoutRows = 95 };
        platform.Pipeline = platform.Pipeline with
        {
            Spec = platform.Pipeline.Spec with { Holdout = new(0.4, new(Group: "query")) },
        };

        var result = await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3, more: ", i // 10 AS query"), 3));

        var groups = await platform.Query(
            Containers.Labels, result.Split!.Labels, "SELECT count(*) FROM read_parquet(FILE) GROUP BY query ORDER BY 1");
        Assert.Equal([5, 10, 10, 10, 10, 10, 10, 10, 10, 10], groups.Select(row => Convert.ToInt32(row[0])));
    }

    [Fact]
    public async Task A_repeat_after_a_crash_gives_the_same_split()
    {
        var run = await platform.Land("march", ValidatePlatform.Good(3), 3);
        var first = await platform.Validate(run);
        platform.Blobs.Delete(Paths.TrainManifest(run.Id));
        platform.Blobs.Delete(Paths.DataReport(run.Id));

        Assert.Equal(first, await platform.Validate(run));
        Assert.Single(platform.Blobs.Names(Containers.Runs), name => name.StartsWith("accepted/trips/"));
    }

    [Fact]
    public async Task Earlier_datasets_are_trained_on_and_never_held_out()
    {
        await platform.Validate(await platform.Land("february", ValidatePlatform.Good(2), 2));
        var result = await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3));

        Assert.Equal(2000, result.Split!.TrainRows + result.Split.HoldoutRows);
        var held = await platform.Query(
            Containers.Labels, result.Split.Labels, "SELECT min(month(day)), max(month(day)) FROM read_parquet(FILE)");
        Assert.Equal([3L, 3L], held[0].Select(Convert.ToInt64));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_finding_with_its_name()
    {
        var result = await platform.Validate(await platform.Land("march", "part-0.parquet", "PAR1 but not really"u8.ToArray(), 3));

        Assert.Equal(DataVerdict.Quarantine, result.Verdict);
        Assert.Contains("part-0.parquet cannot be read", result.Reason);
        Assert.DoesNotContain(platform.WorkFolder, result.Reason);
        Assert.Null(result.Split);
        Assert.Contains("in quarantine", await platform.Text(Containers.Runs, result.ReportPage));
    }

    [Fact]
    public async Task Broken_columns_are_counted_and_a_release_lets_them_pass_with_their_findings_shown()
    {
        var broken = ValidatePlatform.Good(3).Replace("'GHI'", "'<b>'").Replace("100 +", "-100 +");
        var run = await platform.Land("march", broken, 3);
        var result = await platform.Validate(run);

        Assert.Equal(DataVerdict.Quarantine, result.Verdict);
        Assert.Contains("origin: 333 of 1,000 rows (33.3 %) break 'one of ABC, DEF, GHI'", result.Reason);
        Assert.Empty(platform.Blobs.Names(Containers.Training));

        var released = await platform.Validate(run, new(run.Dataset.Digest, "eve", "known"));
        Assert.Equal(DataVerdict.Warn, released.Verdict);
        Assert.StartsWith("Released by eve (known), although 2 of", released.Reason);
        Assert.NotNull(released.Split);
    }

    [Fact]
    public async Task Rows_that_break_a_drop_rule_are_left_out_and_noted()
    {
        var strange = ValidatePlatform.Good(3).Replace("20 + i % 50", "CASE WHEN i = 1 THEN 1200 ELSE 20 + i % 50 END");
        var result = await platform.Validate(await platform.Land("march", strange, 3));

        Assert.Equal(DataVerdict.Warn, result.Verdict);
        Assert.Contains("1 of 1,000 rows (0.1 %) breaks the rule 'plausible' and is left out", result.Reason);
        Assert.Equal(999, result.Split!.TrainRows + result.Split.HoldoutRows);
    }

    [Theory]
    [InlineData("delay > 10000", "nothing to learn")]
    [InlineData("nosuch > 15", "cannot be computed")]
    [InlineData("delay > (SELECT 1)", "contains a query")]
    [InlineData("delay > 15; DROP TABLE newest", "contains ';'")]
    [InlineData("1) FROM (VALUES (1)", "cannot be computed")]
    public async Task A_label_that_is_none_holds_the_data_back(string expression, string reason)
    {
        platform.Pipeline = With(spec => spec with { Label = spec.Label with { Expr = expression } });

        var result = await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3));

        Assert.Equal(DataVerdict.Quarantine, result.Verdict);
        Assert.Contains(reason, result.Reason);
    }

    [Fact]
    public async Task A_split_by_time_holds_out_the_newest_rows()
    {
        platform.Pipeline = With(spec => spec with { Holdout = new(0.25, new SplitSpec(Time: "day")) });

        var result = await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3));

        Assert.Equal(250, result.Split!.HoldoutRows);
        var held = await platform.Query(Containers.Labels, result.Split.Labels, "SELECT min(day(day)) FROM read_parquet(FILE)");
        Assert.Equal(21L, Convert.ToInt64(held[0][0]));
    }

    [Fact]
    public async Task A_large_holdout_is_cut_by_hash_and_its_rest_is_not_trained_on()
    {
        platform.Options = new() { MaxHoldoutRows = 100 };

        var result = await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3));

        Assert.Equal(100, result.Split!.HoldoutRows);
        Assert.InRange(result.Split.TrainRows, 740, 860);
        Assert.Contains("chosen by hash", result.Reason);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task Text_files_are_read_with_the_types_of_the_contract(string form)
    {
        var result = await platform.Validate(await platform.Land("march", ValidatePlatform.Good(3), 3, form));

        Assert.True(result.Verdict == DataVerdict.Pass, result.Reason);
    }

    [Fact]
    public async Task Data_that_moved_away_from_what_was_accepted_before_is_held_back_with_the_numbers()
    {
        await platform.Validate(await platform.Land("february", ValidatePlatform.Good(2, 4000), 2));
        var moved = ValidatePlatform.Good(3, 4000).Replace("100 +", "1600 +");

        var result = await platform.Validate(await platform.Land("march", moved, 3));

        Assert.Equal(DataVerdict.Quarantine, result.Verdict);
        Assert.Contains("distance drifted: psi", result.Reason);
    }

    private ModelPipeline With(Func<PipelineSpec, PipelineSpec> change) =>
        platform.Pipeline with { Spec = change(platform.Pipeline.Spec) };
}
