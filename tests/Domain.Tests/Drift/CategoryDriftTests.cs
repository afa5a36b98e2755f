using Landfall.Domain.Drift;

namespace Landfall.Domain.Tests.Drift;

public sealed class CategoryDriftTests
{
    private static string?[] Words(params (string? Word, int Count)[] counts) =>
        [.. counts.SelectMany(count => Enumerable.Repeat(count.Word, count.Count))];

    private static DriftResult Judge(CategoryProfile before, CategoryProfile now) => DriftJudge.Of(
        new ColumnProfile("origin", Category: before), new ColumnProfile("origin", Category: now), 0.25, 0.15);

    [Fact]
    public void Rare_values_are_counted_together()
    {
        var profile = CategoryProfile.Of(
            [.. Words((null, 3), ("ORD", 9)), .. Enumerable.Range(0, 60).Select(i => $"A{i:00}")]);

        Assert.Equal((72L, 3L, 11L), (profile.Rows, profile.Nulls, profile.Other));
        Assert.Equal(50, profile.Top.Count);
        Assert.Equal(new CategoryCount("ORD", 9), profile.Top[0]);
    }

    [Fact]
    public void The_index_agrees_with_one_worked_out_by_hand()
    {
        var before = CategoryProfile.Of(Words(("JFK", 600), ("ORD", 400)));
        var drift = Judge(before, before.Alike(Words(("JFK", 500), ("ORD", 500))));

        Assert.Equal(0.1 * Math.Log(1.2) - 0.1 * Math.Log(0.8), drift.Psi!.Value, 1e-12);
        Assert.Null(drift.Ks);
        Assert.InRange(drift.PValue!.Value, 5e-6, 9e-6);         // X² = 20.2 with one degree
        Assert.Equal(
            "origin is stable: psi 0.041 (limit 0.25), most in 'JFK': 60 % before and 50 % now.", drift.Explanation);
    }

    [Fact]
    public void A_value_never_seen_before_drifts()
    {
        var before = CategoryProfile.Of(Words(("JFK", 600), ("ORD", 400)));
        var drift = Judge(before, before.Alike(Words(("JFK", 300), ("ORD", 200), ("KJFK", 500))));

        Assert.True(drift is { Judged: true, Exceeded: true });
        Assert.Contains("most in other values: 0 % before and 50 % now", drift.Explanation);
    }

    [Fact]
    public void Chance_rarely_reaches_the_limit_though_many_values_are_rare()
    {
        var random = new Random(5);
        string[] Draw(int n) => [.. Enumerable.Range(0, n).Select(_ => $"{(int)(60 * Math.Pow(random.NextDouble(), 3))}")];
        var before = CategoryProfile.Of(Draw(5_000));
        var drifts = Enumerable.Range(0, 1_000).Select(_ => Judge(before, before.Alike(Draw(400)))).ToList();

        Assert.All(drifts, drift => Assert.True(drift.Judged, drift.Explanation));
        Assert.InRange(drifts.Count(drift => drift.Exceeded), 0, 4);
    }

    [Fact]
    public void Small_samples_are_not_judged_and_say_so()
    {
        var before = CategoryProfile.Of(Words(("JFK", 600), ("ORD", 400)));
        var drift = Judge(before, before.Alike(Words(("ORD", 20))));

        Assert.False(drift.Judged);
        Assert.StartsWith("origin is not judged: with 1,000 rows before and 20 now,", drift.Explanation);
    }

    [Fact]
    public void A_column_that_is_gone_or_changed_its_kind_is_not_judged()
    {
        var words = CategoryProfile.Of(Words(("JFK", 600)));
        var before = new DataProfile([new("origin", Category: words), new("gone", Category: words)]);
        var now = new DataProfile([new("origin", NumericProfile.Of([1, 2, 3]))]);

        Assert.Equal(
            ["origin is not judged: it holds numbers on one side and words on the other.",
             "gone is not judged: the new data does not have this column."],
            DriftJudge.Of(before, now, 0.25, 0.15).Select(drift => drift.Explanation));
    }

    [Fact]
    public void Profiles_that_count_different_values_are_refused()
    {
        var (before, now) = (CategoryProfile.Of(Words(("JFK", 9))), CategoryProfile.Of(Words(("ORD", 9))));

        Assert.Contains(
            "'origin' count different values", Assert.Throws<ArgumentException>(() => Judge(before, now)).Message);
    }
}
