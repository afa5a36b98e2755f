using Landfall.Domain.Drift;
using Landfall.Domain.Statistics;

namespace Landfall.Domain.Tests.Drift;

public sealed class NumericDriftTests
{
    private static double[] Uniform(int seed, int n, double shift = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() + shift)];
    }

    private static DriftResult Judge(NumericProfile before, NumericProfile now, double psi = 0.25, double ks = 0.15) =>
        DriftJudge.Of(new ColumnProfile("delay", before), new ColumnProfile("delay", now), psi, ks);

    [Fact]
    public void A_profile_has_twenty_even_bins_and_the_moments()
    {
        var profile = NumericProfile.Of([.. Enumerable.Range(1, 1_000).Select(i => (double)i), double.NaN], nulls: 2);

        Assert.Equal(20, profile.Counts.Count);
        Assert.All(profile.Counts, count => Assert.InRange(count, 49, 51));
        Assert.Equal((1_003L, 3L, 1.0, 1_000.0, 500.5),
            (profile.Rows, profile.Nulls, profile.Min!.Value, profile.Max!.Value, profile.Mean!.Value));
    }

    [Fact]
    public void Counts_and_index_agree_with_those_worked_out_by_hand()
    {
        var before = new NumericProfile(10_000, 0, [1], [5_000, 5_000], 0, 2, 1);
        var now = new NumericProfile(10_000, 0, [1], [6_000, 4_000], 0, 2, 0.9);

        var drift = Judge(before, now);

        Assert.Equal(0.1 * Math.Log(1.2) - 0.1 * Math.Log(0.8), drift.Psi!.Value, 1e-12);
        Assert.Equal(0.1, drift.Ks!.Value, 1e-12);
        Assert.InRange(drift.PValue!.Value, 1e-44, 1e-43);       // 2 exp(−2 · 0.1² · 5,000) = 7e-44, less Stephens' term
        Assert.False(drift.Exceeded);
        Assert.Equal(
            "delay is stable: psi 0.041 (limit 0.25), ks 0.1 (limit 0.15), mean 1 before and 0.9 now.", drift.Explanation);
    }

    [Fact]
    public void An_empty_bin_counts_as_one_in_ten_thousand()
    {
        var before = new NumericProfile(1_000, 0, [1], [1_000, 0], 0, 1, 1);
        var now = new NumericProfile(1_000, 0, [1], [500, 500], 0, 2, 1);

        Assert.Equal(0.5 * Math.Log(2) + 0.4999 * Math.Log(5_000), Judge(before, now).Psi!.Value, 1e-12);
    }

    [Fact]
    public void The_same_distribution_is_stable_and_a_shifted_one_drifts()
    {
        var before = NumericProfile.Of(Uniform(1, 5_000));

        var same = Judge(before, before.Alike(Uniform(2, 5_000)));
        Assert.True(same is { Judged: true, Exceeded: false, PValue: > 0.001 }, same.Explanation);
        var shifted = Judge(before, before.Alike(Uniform(3, 5_000, shift: 0.3)));
        Assert.True(shifted is { Judged: true, Exceeded: true, PValue: < 1e-9, Ks: > 0.25 }, shifted.Explanation);
        Assert.StartsWith("delay drifted: psi ", shifted.Explanation);
    }

    [Fact]
    public void The_binned_distance_is_close_to_that_of_the_samples_and_never_above()
    {
        var (x, y) = (Uniform(4, 3_000), Uniform(5, 2_000, shift: 0.1));
        var before = NumericProfile.Of(x);

        var binned = Judge(before, before.Alike(y)).Ks!.Value;

        var exact = KolmogorovSmirnov.Statistic(x, y);
        Assert.InRange(binned, exact - 0.05, exact);
    }

    [Fact]
    public void A_column_that_empties_out_drifts()
    {
        var before = NumericProfile.Of(Uniform(6, 4_000));
        var drift = Judge(before, before.Alike(Uniform(7, 2_000), nulls: 2_000));

        Assert.True(drift.Exceeded);
        Assert.EndsWith(", missing 0 % before and 50 % now.", drift.Explanation);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(1.0)]
    public void A_number_that_never_changed_may_leave_in_both_directions(double to)
    {
        var before = NumericProfile.Of(new double[3_000]);
        double[] now = [.. Enumerable.Range(0, 3_000).Select(i => i < 1_500 ? 0 : to)];

        Assert.True(Judge(before, before.Alike(now)).Exceeded);
        Assert.False(Judge(before, before.Alike(new double[3_000])).Exceeded);
    }

    [Fact]
    public void Small_samples_are_not_judged_and_say_so()
    {
        var before = NumericProfile.Of(Uniform(8, 5_000));
        var drift = Judge(before, before.Alike(Uniform(9, 40, shift: 5)));

        Assert.False(drift.Judged);
        Assert.False(drift.Exceeded);
        Assert.StartsWith(
            "delay is not judged: with 5,000 rows before and 40 now, chance alone may reach the limits; psi ",
            drift.Explanation);
    }

    [Fact]
    public void Chance_rarely_reaches_the_limits_of_what_is_judged()
    {
        var before = NumericProfile.Of(Uniform(10, 5_000));
        var (judged, exceeded) = (0, 0);
        for (var run = 0; run < 2_000; run++)
        {
            var drift = Judge(before, before.Alike(Uniform(1_000 + run, 250)));
            judged += drift.Judged ? 1 : 0;
            exceeded += drift.Exceeded ? 1 : 0;
        }

        Assert.Equal(2_000, judged);
        Assert.InRange(exceeded, 0, 6);
    }

    [Fact]
    public void Without_rows_or_values_nothing_is_made_up()
    {
        var before = NumericProfile.Of(Uniform(11, 3_000));

        Assert.Equal("delay is not judged: there are no new rows.", Judge(before, before.Alike([])).Explanation);
        var empty = Judge(before, before.Alike([], nulls: 3_000));
        Assert.Null(empty.Ks);
        Assert.True(empty.Exceeded);
    }

    [Fact]
    public void Profiles_on_different_bins_are_refused()
    {
        var (before, now) = (NumericProfile.Of(Uniform(12, 500)), NumericProfile.Of(Uniform(13, 500)));

        Assert.Contains("'delay' have different bins", Assert.Throws<ArgumentException>(() => Judge(before, now)).Message);
    }
}
