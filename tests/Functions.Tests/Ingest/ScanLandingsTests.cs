using System.Collections.Concurrent;
using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Fakes;

namespace Landfall.Functions.Tests.Ingest;

public sealed class ScanLandingsTests
{
    private readonly IngestBench bench = new();

    [Fact]
    public async Task The_marker_closes_the_folder_and_claims_one_run()
    {
        await bench.Land("monthly/2024-01/a.csv");
        Assert.Empty((await bench.Scan()).Claimed);

        await bench.LandMonth();
        var run = Assert.Single((await bench.Scan()).Claimed);

        Assert.Equal((1, "data", "monthly/2024-01", 2), (run.Attempt, run.Trigger.Kind, run.Dataset.Name, run.Dataset.Landings));
        var manifest = await bench.Blobs.NeedJson<DatasetManifest>(new(Containers.Ledger, run.Dataset.Manifest), default);
        Assert.Equal(["monthly/2024-01/a.csv", "monthly/2024-01/b.csv"], manifest.Landings.Select(landing => landing.Name));
    }

    [Theory]
    [InlineData("marker: _SUCCESS")]
    [InlineData("quietPeriod: 1m")]
    public async Task Five_more_looks_and_one_a_day_later_claim_nothing_more(string complete)
    {
        var other = new IngestBench(complete);
        await other.LandMonth();
        var run = Assert.Single((await other.Scan()).Claimed);
        for (var look = 0; look < 5; look++)
            Assert.Equal(run.Id, Assert.Single((await other.Scan()).Claimed).Id);

        await other.Start(run);
        await other.End(run, Verdict.Failed);
        other.Time.Advance(TimeSpan.FromDays(1));

        Assert.Empty((await other.Scan()).Claimed);
        Assert.Single(other.Claims);
    }

    [Fact]
    public async Task A_changed_document_alone_runs_nothing_that_was_run_before()
    {
        var each = new IngestBench("each: true");
        await each.Land("monthly/2024-01/a.csv");
        await each.Land("monthly/2024-01/b.csv");
        Assert.Equal(2, (await each.Scan()).Claimed.Count);

        await each.Apply(complete: "each: true", owner: "others");
        await each.Scan();

        Assert.Equal(2, each.Claims.Count());
    }

    [Theory]
    [InlineData("marker: _SUCCESS")]
    [InlineData("quietPeriod: 1m")]
    public async Task Killed_between_any_two_calls_to_storage_it_claims_exactly_once(string complete)
    {
        var (calls, isDone) = (0, false);
        for (; !isDone; calls++)
        {
            var other = new IngestBench(complete);
            await other.LandMonth();
            try
            {
                await other.Scan(through: new DyingBlobStore(other.Blobs, calls));
                isDone = true;
            }
            catch (IOException)
            {
                Assert.Single((await other.Scan()).Claimed);
            }

            Assert.Single(other.Claims);
        }

        Assert.InRange(calls, 12, 200);
    }

    [Theory]
    [InlineData(Verdict.Failed, 2)]
    [InlineData(Verdict.Rejected, 1)]
    [InlineData(Verdict.Promoted, 1)]
    [InlineData(null, 1)]
    public async Task The_same_data_landed_again_is_another_attempt_only_after_a_failure(Verdict? verdict, int attempts)
    {
        await bench.LandMonth();
        var run = Assert.Single((await bench.Scan()).Claimed);
        await bench.Start(run);
        if (verdict is { } ended)
            await bench.End(run, ended);

        await bench.LandMonth();
        var claimed = (await bench.Scan()).Claimed;

        Assert.Equal(attempts, bench.Claims.Count());
        Assert.Equal(attempts == 2 ? [2] : [], claimed.Select(next => next.Attempt));
        var manifest = await bench.Blobs.NeedJson<DatasetManifest>(new(Containers.Ledger, run.Dataset.Manifest), default);
        foreach (var landing in manifest.Landings)
            Assert.Equal((await bench.Blobs.Read(new("flights", landing.Name), default))!.ETag, landing.ETag);
    }

    [Fact]
    public async Task Rejected_data_that_lands_again_after_a_document_changed_is_run()
    {
        await bench.LandMonth();
        var run = Assert.Single((await bench.Scan()).Claimed);
        await bench.End(run, Verdict.Rejected);
        await bench.Apply(owner: "others");

        await bench.LandMonth();

        Assert.Equal(1, Assert.Single((await bench.Scan()).Claimed).Attempt);
    }

    [Fact]
    public async Task A_person_can_run_it_again_and_again_but_not_twice_at_once()
    {
        await bench.LandMonth();
        var first = Assert.Single((await bench.Scan()).Claimed);
        await bench.End(first, Verdict.Rejected);
        var wish = new RerunRequest(first.Id, "ana", "the labels were late");

        var second = Assert.Single((await bench.Scan(wish)).Claimed);
        Assert.Equal(second.Id, Assert.Single((await bench.Scan(wish)).Claimed).Id);
        Assert.Equal(("rerun", first.Id, 1), (second.Trigger.Kind, second.Trigger.Occurrence, second.Attempt));
        Assert.Equal(first.Dataset, second.Dataset);

        await bench.End(second, Verdict.Rejected);
        Assert.Equal(2, Assert.Single((await bench.Scan(wish)).Claimed).Attempt);
    }

    [Fact]
    public async Task A_version_that_Git_asks_for_is_one_run_per_commit_with_the_data_it_came_from()
    {
        await bench.LandMonth();
        var first = Assert.Single((await bench.Scan()).Claimed);
        await bench.End(first, Verdict.Promoted);
        var version = new ModelVersionRef("flights", 6, "sha256:6", "registry.local/server@sha256:1", "sha256:s");
        var wish = new RerunRequest(first.Id, "Ana <ana@example.com>", "Revert", version, "c0ffee");

        var again = Assert.Single((await bench.Scan(wish)).Claimed);
        Assert.Equal(("git", "c0ffee", version), (again.Trigger.Kind, again.Trigger.Occurrence, again.Wanted!.Version));
        Assert.Equal(first.Dataset, again.Dataset);

        await bench.End(again, Verdict.Rejected);
        Assert.Empty((await bench.Scan(wish)).Claimed);
        Assert.Single((await bench.Scan(wish with { Occurrence = "decaf" })).Claimed);
        Assert.Equal("version", Assert.Single((await bench.Scan(wish with { Kind = "version" })).Claimed, run => run.Trigger.Kind == "version").Trigger.Kind);
    }

    [Fact]
    public async Task A_run_nobody_knows_cannot_be_run_again()
    {
        var failure = await Assert.ThrowsAsync<TerminalFailure>(() => bench.Scan(new("flights-000000000000", "ana", "why not")));

        Assert.Contains("flights-000000000000", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_deleted_before_it_is_read_stops_its_folder_alone_and_is_told_of()
    {
        await bench.LandMonth("2024-01");
        await bench.LandMonth("2024-02");
        var files = new WatchedFiles(bench.Blobs, path =>
        {
            if (path.Name == "monthly/2024-01/b.csv")
                bench.Blobs.Delete(path);
        });

        var scan = await bench.Scan(files: files);

        Assert.Equal("monthly/2024-02", Assert.Single(scan.Claimed).Dataset.Name);
        Assert.Contains("monthly/2024-01/b.csv", Assert.Single(scan.Notes), StringComparison.Ordinal);
        Assert.Equal(bench.Time.GetUtcNow().AddSeconds(5), scan.LookAgainAt);
    }

    [Fact]
    public async Task A_manifest_closes_what_it_lists_and_one_that_is_none_is_told_of()
    {
        var other = new IngestBench("manifest: list.json");
        await other.LandMonth("2024-01");
        await other.LandMonth("2024-02");
        await other.Land("monthly/2024-01/list.json", """{"files":["b.csv","b.csv"]}""");
        await other.Land("monthly/2024-02/list.json", """{"files":["b.csv",null]}""");

        var scan = await other.Scan();

        Assert.Equal(("monthly/2024-01", 1), (scan.Claimed[0].Dataset.Name, scan.Claimed[0].Dataset.Landings));
        Assert.Contains("monthly/2024-02/list.json is no manifest", Assert.Single(scan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_folder_that_landed_again_only_what_is_new_is_read()
    {
        await bench.LandMonth();
        var read = new ConcurrentBag<string>();
        var files = new WatchedFiles(bench.Blobs, path => read.Add(path.Name));
        await bench.Scan(files: files);
        Assert.Equal(["monthly/2024-01/a.csv", "monthly/2024-01/b.csv"], read.Order());

        await bench.Land("monthly/2024-01/b.csv", "5,6\n");
        await bench.Land("monthly/2024-01/_SUCCESS", "");
        read.Clear();
        var claimed = (await bench.Scan(files: files)).Claimed;

        Assert.Equal(["monthly/2024-01/b.csv"], read);
        Assert.Equal(2, claimed.Select(run => run.Dataset.Digest).Distinct().Count());
    }

    [Fact]
    public async Task What_the_lane_has_in_its_hands_is_not_told_again()
    {
        await bench.LandMonth("2024-01");
        var known = Assert.Single((await bench.Scan()).Claimed);
        await bench.LandMonth("2024-02");

        Assert.Equal("monthly/2024-02", Assert.Single((await bench.Scan(known: [known.Id])).Claimed).Dataset.Name);
        Assert.Equal(2, (await bench.Scan()).Claimed.Count);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(90, null)]
    [InlineData(500, 2_000)]
    [InlineData(60_000, 60_000)]
    public async Task A_look_that_took_long_is_followed_by_a_rest(int milliseconds, int? rest)
    {
        await bench.LandMonth();
        var slow = new SlowListing(bench.Blobs, () => bench.Time.Advance(TimeSpan.FromMilliseconds(milliseconds)));

        Assert.Equal(rest, (await bench.Scan(through: slow)).Rest?.TotalMilliseconds);
    }

    [Fact]
    public async Task An_environment_that_was_never_applied_is_named()
    {
        bench.Blobs.Delete(new(Containers.Documents, "current/Environment/local.json"));

        var failure = await Assert.ThrowsAsync<TerminalFailure>(() => bench.Scan());

        Assert.Contains("no Environment named 'local'", failure.Message, StringComparison.Ordinal);
    }
}
