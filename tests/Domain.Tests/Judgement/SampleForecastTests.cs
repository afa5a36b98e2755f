using Landfall.Domain.Judgement;

namespace Landfall.Domain.Tests.Judgement;

public sealed class SampleForecastTests
{
    [Fact]
    public void Safety_takes_about_half_an_hour_at_ten_per_cent() =>
        Assert.InRange(SampleForecast.HoursToSafety(20, 10, 0.002, 0.005, 0.05), 0.25, 0.8);

    [Fact]
    public void Safety_takes_hours_at_one_per_cent() =>
        Assert.InRange(SampleForecast.HoursToSafety(20, 1, 0.002, 0.005, 0.05), 2, 12);

    [Fact]
    public void Twice_the_traffic_halves_the_time() =>
        Assert.Equal(
            SampleForecast.HoursToSafety(20, 10, 0.002, 0.005, 0.05),
            2 * SampleForecast.HoursToSafety(40, 10, 0.002, 0.005, 0.05), 0.005);

    [Fact]
    public void Without_a_margin_safety_cannot_be_shown() =>
        Assert.Equal(double.PositiveInfinity, SampleForecast.HoursToSafety(20, 10, 0.002, 0, 0.05));

    [Fact]
    public void Harm_within_the_margin_is_never_shown() =>
        Assert.Equal(
            double.PositiveInfinity,
            SampleForecast.SecondsToHarm(20, 10, 0.002, 0.004, 0.005, new JudgeThresholds(1, 0.05, 0.05)));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(20, 0)]
    [InlineData(20, 100)]
    public void Traffic_that_compares_nothing_is_refused(double rps, double weight) =>
        Assert.ThrowsAny<ArgumentException>(() => SampleForecast.HoursToSafety(rps, weight, 0.002, 0.005, 0.05));
}
