using System.Text;
using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;
using Landfall.Domain.Watching.Quality;
using Landfall.Fakes;
using Landfall.Functions.Validate;
using Landfall.Functions.Validate.Activities;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Functions.Tests.Validate;

/// <summary>Label files as they land, read by DuckDB and joined with what was served.</summary>
public sealed class JudgeLabelsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ModelVersionRef Seven = new("trips", 7, "sha256:m7", "server", "sha256:s7");

    private readonly ValidatePlatform files = new();
    private readonly FakeTimeProvider clock = new(Start);
    private readonly MemoryBlobStore blobs;
    private readonly string work = Directory.CreateTempSubdirectory("landfall-labels-test-").FullName;

    public JudgeLabelsTests() => blobs = new() { Clock = clock };

    public void Dispose()
    {
        files.Dispose();
        Directory.Delete(work, recursive: true);
    }

    [Theory]
    [InlineData("parquet")]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task Labels_in_every_form_find_their_predictions_by_columns_of_several_types(string form)
    {
        await Serve([.. Enumerable.Range(0, 200).Select(i => Row(i, "1", "2001-03-01", $"{i}.0", i % 2 == 0 ? "ABC" : "Zürich"))]);
        await Land($"daily/a.{form}", await files.File(
            """
            SELECT DATE '2001-03-01' AS day, CAST(i AS DOUBLE) AS distance, CASE WHEN i % 2 = 0 THEN 'ABC' ELSE 'Zürich' END AS origin,
              i < 100 AS delayed FROM range(300) t(i)
            """, form));

        var landed = clock.GetUtcNow();
        var look = await Look();

        Assert.Equal((WatchOutcome.Over, 200L), (look.Reading.Outcome, look.Reading.Samples));
        Assert.Equal((200L, 0L, 0.5, 0.9), (look.Labels.Labelled, look.Labels.Waiting, look.Labels.Value, look.Labels.Holdout));
        Assert.Equal((landed, null), (look.Labels.Newest, look.Labels.Problem));
        Assert.Empty(Directory.GetFileSystemEntries(work));
    }

    [Theory]
    [InlineData("parquet")]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task Where_a_file_has_what_the_label_is_computed_from_it_is_computed(string form)
    {
        await Serve([.. Enumerable.Range(0, 200).Select(i => Row(i, "1", "2001-03-01", $"{i}.0", "ABC"))]);
        await Land($"daily/a.{form}", await files.File(
            "SELECT DATE '2001-03-01' AS day, CAST(i AS DOUBLE) AS distance, 'ABC' AS origin, CAST(CASE WHEN i < 100 THEN 40 ELSE 9 END AS INTEGER) AS delay "
            + "FROM range(200) t(i)", form));

        var look = await Look(Computed("Delay > 15"));

        Assert.Equal((200L, 0.5, null), (look.Labels.Labelled, look.Labels.Value, look.Labels.Problem));
    }

    [Theory]
    [InlineData("delay > 15", "it has no column 'delay'; expected day, distance, origin and delayed, or delay for 'delay > 15'")]
    [InlineData("(SELECT 1)", "the label '(SELECT 1)' cannot be computed")]
    public async Task A_file_from_which_no_label_can_be_computed_says_what_it_lacks(string expr, string problem)
    {
        await Serve([Row(0, "1", "2001-03-01", "0.0", "ABC")]);
        await Land("daily/a.csv", "day,distance,origin,late\n2001-03-01,0.0,ABC,40\n"u8.ToArray());

        Assert.Contains(problem, (await Look(Computed(expr))).Labels.Problem, StringComparison.Ordinal);
    }

    private static QualityPlan Computed(string expr) => Plan with { Labels = Plan.Labels with { Expr = expr } };

    [Fact]
    public async Task An_id_that_begins_with_zero_is_not_taken_for_a_number()
    {
        var plan = Plan with { Labels = Plan.Labels with { JoinOn = ["plate"] } };
        await Serve([Row(0, "1", "007"), Row(1, "1", "7")], plan);
        await Land("daily/a.csv", "plate,delayed\n007,0\n"u8.ToArray());

        var look = await Look(plan);
        Assert.Equal((1L, 1L), (look.Labels.Labelled, look.Labels.Waiting));
        Assert.Equal(JoinKey.Of(["007"]), Assert.Single((await Book()).Window).Row.Key);
    }

    [Fact]
    public async Task Files_are_read_once_and_again_when_they_were_replaced_and_the_latest_label_counts()
    {
        await Serve([.. Enumerable.Range(0, 3).Select(i => Row(i, "1", "2001-03-01", $"{i}", "ABC"))]);
        await Land("daily/a.csv", Csv("0,ABC,1", "1,ABC,1"));
        var first = await Look();
        Assert.Equal((2L, 1L), (first.Labels.Labelled, first.Labels.Waiting));

        clock.Advance(TimeSpan.FromHours(1));
        await Land("daily/a.csv", Csv("0,ABC,0", "1,ABC,1", "1,ABC,0"));
        await Land("daily/b.csv", Csv("2,ABC,1", "2,ABC,"));
        var second = await Look();
        Assert.Equal((3L, 0L, clock.GetUtcNow().AddSeconds(-1)), (second.Labels.Labelled, second.Labels.Waiting, second.Labels.Newest));
        Assert.Equal(["0", "0", "1"], (await Book()).Window.OrderBy(row => row.Row.At).Select(row => row.Truth));

        // Nothing new: nothing is downloaded.
        var counting = new CountingFiles(new MemoryBlobFiles(blobs));
        await Look(Plan, counting);
        Assert.Equal(0, counting.Downloads);
    }

    [Fact]
    public async Task Only_files_under_the_prefix_that_landed_since_the_promotion_are_read()
    {
        await Serve([Row(0, "1", "2001-03-01", "0", "ABC")]);
        clock.SetUtcNow(Start.AddMinutes(1));
        await Land("other/a.csv", Csv("0,ABC,1"));
        await Land("daily/notes.txt", "nothing"u8.ToArray());
        Assert.Equal(1, (await Look()).Labels.Waiting);

        await Land("daily/a.csv", Csv("0,ABC,1"));
        var since = await Look(since: clock.GetUtcNow().AddMinutes(1));
        Assert.Equal((1L, null), (since.Labels.Waiting, since.Labels.Newest));
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_told_without_a_value_of_it_and_the_others_count()
    {
        await Serve([Row(0, "1", "2001-03-01", "0", "ABC")]);
        await Land("daily/a.parquet", "PAR1 Ada Lovelace"u8.ToArray());
        await Land("daily/b.csv", Csv("0,ABC,1"));
        var look = await Look();
        Assert.Equal(1, look.Labels.Labelled);
        Assert.StartsWith("daily/a.parquet: it cannot be read as Parquet", look.Labels.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovelace", look.Labels.Problem, StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromMinutes(1));
        await Land("daily/c.csv", "day,distance,delayed\n2001-03-01,1,1\n"u8.ToArray());
        Assert.Equal(
            "daily/c.csv: it has no column 'origin'; expected day, distance, origin and delayed", (await Look()).Labels.Problem);
        clock.Advance(TimeSpan.FromMinutes(1));
        await Land("daily/c.csv", Encoding.UTF8.GetBytes("day,distance,origin,delayed\n2001-03-01,1,,1\n2001-03-01,2,ABC,perhaps\n"));
        Assert.Equal("daily/c.csv: 1 of 2 rows lack a value to join on, and were left out", (await Look()).Labels.Problem);
        clock.Advance(TimeSpan.FromMinutes(1));
        await Land("daily/c.csv", Csv("2,ABC,perhaps"));
        Assert.Equal("daily/c.csv: 1 labels are not 0 or 1, false or true", (await Look()).Labels.Problem);
        Assert.Empty(Directory.GetFileSystemEntries(work));
    }

    [Fact]
    public async Task What_is_over_its_time_is_counted_and_a_crash_at_any_write_takes_nothing_twice()
    {
        await Serve([Row(0, "1", "2001-03-01", "0", "ABC"), Row(1, "1", "2001-03-01", "1", "ABC")]);
        await Look();
        var served = Paths.Served("trips", 7);
        Assert.Empty((await blobs.ReadJson<ServedLog>(served, default))!.Value.Rows);

        // As if the process had died before it emptied what it had taken.
        var stored = (await blobs.ReadJson<ServedLog>(served, default))!;
        await blobs.ReplaceJson(served, stored.Value with { Rows = [Row(0, "1", "a"), Row(1, "1", "b")] }, stored.ETag, default);
        Assert.Equal(2, (await Look()).Labels.Waiting);

        clock.SetUtcNow(Start.AddDays(31));
        var late = await Look();
        Assert.Equal((0L, 2L, 0L), (late.Labels.Waiting, late.Labels.Unlabelled, late.Labels.Labelled));
    }

    [Fact]
    public async Task Another_version_under_the_number_begins_with_nothing_and_two_looks_at_once_are_one()
    {
        await Serve([Row(0, "1", "2001-03-01", "0", "ABC")]);
        await Look();
        var other = await Activity(new MemoryBlobFiles(blobs)).Run(
            new(clock.GetUtcNow(), Seven with { StatementDigest = "sha256:other" }, Start, Plan, 0.9), default);
        Assert.Equal(0, other.Labels.Waiting);

        var raced = new RacedStore(blobs, Paths.LiveBook("trips", 7));
        var activity = new JudgeLabelsActivity(
            raced, new(raced, new MemoryBlobFiles(blobs), Options, clock), clock, NullLogger<JudgeLabelsActivity>.Instance);
        await Assert.ThrowsAsync<IOException>(() => activity.Run(new(clock.GetUtcNow(), Seven, Start, Plan, 0.9), default));
    }

    private static QualityPlan Plan { get; } = new(
        ModelTask.Binary, "accuracy", new(0.05, 100, 2, WatchAction.Alert),
        new("labels", "daily/", ["day", "distance", "origin"], "delayed", TimeSpan.FromDays(30)));

    private ValidateOptions Options => new() { WorkFolder = work, MemoryMegabytes = 256 };

    private static ServedRow Row(int i, string prediction, params string[] values) =>
        new(JoinKey.Of(values), Start.AddSeconds(i), prediction, 0.7);

    private static byte[] Csv(params string[] rows) =>
        Encoding.UTF8.GetBytes($"day,distance,origin,delayed\n{string.Concat(rows.Select(row => $"2001-03-01,{row}\n"))}");

    private Task Serve(ServedRow[] rows, QualityPlan? plan = null) => blobs.WriteJson(
        Paths.Served("trips", 7),
        new ServedLog("sha256:s7", (plan ?? Plan).Labels.JoinOn, rows.Length + 1, new Dictionary<string, long>(), rows), default);

    private async Task Land(string name, byte[] content)
    {
        var path = new BlobPath("labels", name);
        await blobs.Replace(path, content, "application/octet-stream", (await blobs.Read(path, default))?.ETag, default);
    }

    private async Task<LiveBook> Book() => (await blobs.ReadJson<LiveBook>(Paths.LiveBook("trips", 7), default))!.Value;

    private JudgeLabelsActivity Activity(IBlobFiles content) =>
        new(blobs, new(blobs, content, Options, clock), clock, NullLogger<JudgeLabelsActivity>.Instance);

    private async Task<QualityLook> Look(QualityPlan? plan = null, IBlobFiles? content = null, DateTimeOffset? since = null)
    {
        var at = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromSeconds(1));
        return await Activity(content ?? new MemoryBlobFiles(blobs)).Run(new(at, Seven, since ?? Start, plan ?? Plan, 0.9), default);
    }
}
