using System.IO.Compression;
using System.Text;
using Landfall.Contracts;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Tests.Validate;

/// <summary>What arrives in earnest. Each is a finding that names its file or column, and leaves nothing half done.</summary>
public sealed class BadFilesTests : IDisposable
{
    private const string Header = "day,delay,distance,origin\n";

    private readonly ValidatePlatform platform = new();

    public void Dispose() => platform.Dispose();

    [Theory]
    [InlineData(0.999)]
    [InlineData(0.5)]
    [InlineData(0.01)]
    public async Task A_Parquet_file_that_was_cut_off_is_named(double part)
    {
        var whole = await platform.File(ValidatePlatform.Good(3));

        await Quarantines("part-0.parquet", whole[..(int)(whole.Length * part)], "part-0.parquet cannot be read");
    }

    [Fact]
    public async Task A_Parquet_file_with_damaged_pages_is_named()
    {
        var bytes = await platform.File(ValidatePlatform.Good(3));
        for (var i = 8; i < 400; i++)
            bytes[i] ^= 0xff;

        await Quarantines("part-0.parquet", bytes, "part-0.parquet cannot be read");
    }

    [Fact]
    public async Task Text_in_another_encoding_is_named()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 600).Select(i => $"2001-03-01,{i % 40},100,Z\u00fcrich\n"));

        await Quarantines("part-0.csv", Encoding.Latin1.GetBytes(text), "part-0.csv cannot be read");
    }

    [Fact]
    public async Task Text_in_sixteen_bits_without_a_mark_is_not_taken_for_columns()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 600).Select(i => $"2001-03-01,{i % 40},100,ABC\n"));

        var result = await Validate("part-0.csv", Encoding.Unicode.GetBytes(text));

        Assert.Equal(DataVerdict.Quarantine, result.Verdict);
        Assert.Null(result.Split);
    }

    [Fact]
    public async Task Shifted_columns_are_found_by_their_types()
    {
        var rows = string.Concat(Enumerable.Range(0, 600).Select(i => $"{i % 40},{100 + i},ABC,2001-03-01\n"));

        await Quarantines("part-0.csv", Encoding.UTF8.GetBytes(Header + rows), "day is integer; expected date");
    }

    [Fact]
    public async Task A_line_with_too_many_fields_is_no_row()
    {
        var rows = string.Concat(Enumerable.Range(0, 600).Select(i => $"2001-03-01,{i % 40},100,ABC{(i == 300 ? ",1,2,3" : "")}\n"));

        await Quarantines("part-0.csv", Encoding.UTF8.GetBytes(Header + rows), "The column day is missing");
    }

    [Fact]
    public async Task A_column_without_one_value_breaks_the_contract() =>
        await QuarantinesQuery(
            ValidatePlatform.Good(3).Replace("CAST(100 + (i * 7919) % 2000 AS INTEGER)", "CAST(NULL AS INTEGER)", StringComparison.Ordinal),
            "distance: 1,000 of 1,000 rows (100 %) break 'no value is missing'");

    [Fact]
    public async Task No_rows_are_no_data()
    {
        await QuarantinesQuery(ValidatePlatform.Good(3, rows: 0), "The dataset has no rows.");
        await Quarantines("part-0.csv", Encoding.UTF8.GetBytes(Header), "The dataset has no rows.", "header-only");
        await Quarantines("part-0.csv", [], "The dataset has no rows.", "empty");
    }

    [Fact]
    public async Task Keys_that_occur_twice_are_counted()
    {
        using var keyed = new ValidatePlatform(ValidatePlatform.Rules.Replace(
            "{ name: distance, type: integer, min: 1 }", "{ name: distance, type: integer, min: 1, unique: true }", StringComparison.Ordinal));
        var query = ValidatePlatform.Good(3).Replace("CAST(100 + (i * 7919) % 2000 AS INTEGER)", "CAST(greatest(i, 3) AS INTEGER)", StringComparison.Ordinal);

        var result = await keyed.Validate(await keyed.Land("march", query, 3));

        Assert.Equal(DataVerdict.Quarantine, result.Verdict);
        Assert.Contains("distance: 3 of 1,000 rows (0.3 %) break 'no value occurs twice'", result.Reason);
    }

    [Fact]
    public async Task A_clock_that_runs_years_behind_is_stale_data() =>
        await QuarantinesQuery(ValidatePlatform.Good(3).Replace("DATE '2001-", "DATE '1971-", StringComparison.Ordinal), "the limit is 40d");

    [Fact]
    public async Task A_file_that_unpacks_to_more_than_a_dataset_may_have_is_refused_before_it_fills_the_disk()
    {
        platform.Options = new() { MaxDatasetMegabytes = 8, MemoryMegabytes = 128 };
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Header));
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("2001-03-01,20,100,ABC\n", 50_000)));
            for (var i = 0; i < 20; i++)
                await gzip.WriteAsync(block);
        }

        Assert.True(packed.Length < 1024 * 1024, "the file is small: only its content is not");
        await Quarantines("part-0.csv.gz", packed.ToArray(), "unpacks to more than");
    }

    [Fact]
    public async Task Bad_files_can_be_left_out_and_later_windows_leave_them_out_too()
    {
        var run = await platform.Land(
            "march", 3, ("good.parquet", await platform.File(ValidatePlatform.Good(3))), ("bad.parquet", "PAR1 nothing"u8.ToArray()));
        Assert.Contains("bad.parquet cannot be read", (await platform.Validate(run)).Reason);

        var released = await platform.Validate(run, new(run.Dataset.Digest, "eve", "a broken upload", ["monthly/march/bad.parquet"]));

        Assert.Equal(DataVerdict.Warn, released.Verdict);
        Assert.StartsWith("eve left out 1 file (a broken upload).", released.Reason);
        Assert.Equal(1000, released.Split!.TrainRows + released.Split.HoldoutRows);
        Assert.Contains("monthly/march/bad.parquet", await platform.Text(Containers.Runs, released.ReportPage));

        var april = await platform.Validate(await platform.Land("april", ValidatePlatform.Good(4), 4));
        Assert.Equal(2000, april.Split!.TrainRows + april.Split.HoldoutRows);
    }

    [Fact]
    public async Task What_is_tagged_personal_stands_in_no_report()
    {
        using var tagged = new ValidatePlatform(ValidatePlatform.Rules.Replace(
            "{ name: origin, type: string, domain: [ABC, DEF, GHI] }", "{ name: origin, type: string, tags: [personal] }", StringComparison.Ordinal));
        var february = await tagged.Validate(await tagged.Land("february", ValidatePlatform.Good(2), 2));
        var march = await tagged.Validate(await tagged.Land("march", ValidatePlatform.Good(3), 3));

        Assert.Equal(DataVerdict.Pass, march.Verdict);
        foreach (var blob in new[] { february.Report, february.ReportPage, march.Report, march.ReportPage })
            Assert.DoesNotContain("GHI", await tagged.Text(Containers.Runs, blob));
        foreach (var blob in tagged.Blobs.Names(Containers.Ledger))
            Assert.DoesNotContain("GHI", await tagged.Text(Containers.Ledger, blob));

        var broken = "day,delay,distance,origin\n2001-04-01,1,100,\"Ada Lovelace\n";
        var april = await tagged.Validate(await tagged.Land("april", "part-0.csv", Encoding.UTF8.GetBytes(broken), 4));
        Assert.Equal(DataVerdict.Quarantine, april.Verdict);
        Assert.DoesNotContain("Lovelace", april.Reason);
    }

    [Fact]
    public async Task A_file_that_did_not_land_cannot_be_left_out()
    {
        var run = await platform.Land("march", ValidatePlatform.Good(3), 3);

        var failure = await Assert.ThrowsAsync<TerminalFailure>(
            () => platform.Validate(run, new(run.Dataset.Digest, "eve", "why", ["monthly/march/other.csv"])));

        Assert.Contains("other.csv is no file of dataset march", failure.Message);
    }

    private async Task QuarantinesQuery(string query, string reason)
    {
        var result = await platform.Validate(await platform.Land("march", query, 3));
        Assert.Equal(DataVerdict.Quarantine, result.Verdict);
        Assert.Contains(reason, result.Reason);
        Assert.Empty(platform.Blobs.Names(Containers.Training));
    }

    private async Task Quarantines(string file, byte[] content, string reason, string name = "march")
    {
        var result = await Validate(file, content, name);

        Assert.Equal(DataVerdict.Quarantine, result.Verdict);
        Assert.Contains(reason, result.Reason);
        Assert.DoesNotContain(platform.WorkFolder, result.Reason);
        Assert.Null(result.Split);
        Assert.Empty(platform.Blobs.Names(Containers.Training));
        Assert.Empty(Directory.GetFileSystemEntries(platform.WorkFolder));
    }

    private async Task<ValidationResult> Validate(string file, byte[] content, string name = "march") =>
        await platform.Validate(await platform.Land(name, file, content, 3));
}
