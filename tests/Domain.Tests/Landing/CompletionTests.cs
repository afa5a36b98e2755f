using Landfall.Contracts.Documents;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Tests.Landing;

public sealed class CompletionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_blob_that_matches_is_a_dataset_of_its_own()
    {
        var completion = Look(new(Each: true), [Blob("in/a.csv"), Blob("in/b.csv"), Blob("in/b.txt")]);

        Assert.Equal(["in/a.csv", "in/b.csv"], completion.Closed.Select(closed => closed.Name));
        Assert.All(completion.Closed, closed => Assert.Equal(closed.Name, Assert.Single(closed.Files).Name));
        Assert.All(completion.Closed, closed => Assert.Null(closed.Sign));
    }

    [Fact]
    public void A_marker_closes_its_own_folder_and_no_other()
    {
        var completion = Look(
            new(Marker: "_SUCCESS"),
            [Blob("in/feb/a.csv"), Blob("in/jan/b.csv"), Blob("in/jan/a.csv"), Blob("in/jan/_SUCCESS", size: 0)]);

        var january = Assert.Single(completion.Closed);
        Assert.Equal("in/jan", january.Name);
        Assert.Equal(["in/jan/b.csv", "in/jan/a.csv"], january.Files.Select(file => file.Name));
        Assert.Equal("in/jan/_SUCCESS", january.Sign!.Name);
    }

    [Theory]
    [InlineData("in/jan/_SUCCESS", true, false)]
    [InlineData("_SUCCESS", true, false)]
    [InlineData("in/jan/NOT_SUCCESS", false, false)]
    [InlineData("in/jan/list.json", false, true)]
    [InlineData("in/jan/a.csv", false, false)]
    public void What_may_close_a_dataset_by_landing_is_known_by_its_name(string blob, bool marker, bool manifest)
    {
        Assert.Equal(marker, Completion.MayClose(new(Marker: "_SUCCESS"), blob));
        Assert.Equal(manifest, Completion.MayClose(new(Manifest: "list.json"), blob));
        Assert.False(Completion.MayClose(new(Each: true), blob));
        Assert.False(Completion.MayClose(new(QuietPeriod: TimeSpan.FromMinutes(1)), blob));
    }

    [Fact]
    public void A_marker_at_the_top_of_the_container_closes_what_lies_there() =>
        Assert.Equal("", Assert.Single(Look(new(Marker: "_OK"), [Blob("a.csv"), Blob("_OK")]).Closed).Name);

    [Fact]
    public void A_marker_without_data_closes_nothing() =>
        Assert.Empty(Look(new(Marker: "_SUCCESS"), [Blob("in/jan/_SUCCESS")]).Closed);

    [Fact]
    public void Datasets_come_in_the_order_of_their_names()
    {
        var found = new[] { "c", "a", "b" }.SelectMany(name => new[] { Blob($"{name}/x.csv"), Blob($"{name}/_OK") });

        Assert.Equal(["a", "b", "c"], Look(new(Marker: "_OK"), [.. found]).Closed.Select(closed => closed.Name));
    }

    [Fact]
    public void A_manifest_closes_exactly_the_files_it_lists()
    {
        var completion = Look(
            new(Manifest: "m.json"),
            [Blob("in/a.csv"), Blob("in/b.csv"), Blob("in/stray.csv"), Blob("in/m.json")],
            new() { ["in/m.json"] = ["b.csv", "a.csv"] });

        Assert.Equal(["in/b.csv", "in/a.csv"], Assert.Single(completion.Closed).Files.Select(file => file.Name));
    }

    [Theory]
    [InlineData("a.csv", "b.csv", 1)]
    [InlineData("b.csv", "c.csv", 2)]
    public void A_manifest_whose_files_are_still_on_the_way_waits_and_says_so(string first, string second, int missing)
    {
        var completion = Look(
            new(Manifest: "m.json"), [Blob("in/a.csv"), Blob("in/m.json")], new() { ["in/m.json"] = [first, second] });

        Assert.Empty(completion.Closed);
        Assert.Equal(
            $"in/m.json lists 2 files, {missing} of them are not there yet", Assert.Single(completion.Notes));
    }

    [Fact]
    public void A_manifest_that_could_not_be_read_closes_nothing() =>
        Assert.Empty(Look(new(Manifest: "m.json"), [Blob("in/a.csv"), Blob("in/m.json")]).Closed);

    [Theory]
    [InlineData(600, true)]
    [InlineData(599, false)]
    public void A_quiet_folder_is_complete_when_its_newest_file_is_old_enough(int age, bool complete)
    {
        var completion = Look(
            new(QuietPeriod: TimeSpan.FromMinutes(10)), [Blob("in/a.csv", age: 9000), Blob("in/b.csv", age: age)]);

        Assert.Equal(complete ? 1 : 0, completion.Closed.Count);
        Assert.Equal(complete ? null : Now.AddSeconds(600 - age), completion.LookAgainAt);
    }

    [Fact]
    public void Of_several_restless_folders_the_one_that_rests_first_is_looked_at_next()
    {
        var completion = Look(
            new(QuietPeriod: TimeSpan.FromMinutes(10)),
            [Blob("a/x.csv", age: 60), Blob("b/x.csv", age: 300), Blob("c/x.csv", age: 601)]);

        Assert.Equal("c", Assert.Single(completion.Closed).Name);
        Assert.Equal(Now.AddMinutes(5), completion.LookAgainAt);
    }

    [Fact]
    public void An_empty_file_is_not_counted_and_is_told_of()
    {
        var completion = Look(new(Each: true), [Blob("in/a.csv", size: 0)]);

        Assert.Empty(completion.Closed);
        Assert.StartsWith("in/a.csv is empty", Assert.Single(completion.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Case_counts_in_file_names() => Assert.Empty(Look(new(Each: true), [Blob("in/A.CSV")]).Closed);

    private static Completion Look(
        CompleteSpec rule, IReadOnlyList<BlobFound> found, Dictionary<string, IReadOnlyList<string>>? listed = null) =>
        Completion.Of(new DataSpec("flights", "in/", "*.csv", rule, new WindowSpec(Last: 1)), found, listed ?? [], Now);

    private static BlobFound Blob(string name, long size = 10, int age = 0) =>
        new(name, size, $"etag-{name}", Now.AddSeconds(-age), null);
}
