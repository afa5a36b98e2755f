using Landfall.Bench.Chaos.Faults;

namespace Landfall.Bench.Tests.Chaos;

public sealed class FaultScheduleTests
{
    private const int Messages = 20_000;

    private static readonly FaultSchedule One = new(seed: 1, FaultRates.Usual);

    [Fact]
    public void The_same_seed_is_the_same_schedule() =>
        Assert.Equal(Faults(One, 1, "host/Train"), Faults(new(seed: 1, FaultRates.Usual), 1, "host/Train"));

    [Fact]
    public void It_is_the_same_on_any_machine_and_after_any_update() => Assert.Equal(
        ["6 Overtake 131", "12 LoseRequest 1126", "21 Delay 1037", "26 Overtake 1693"],
        Faults(One, 1, "host/Train").Index().Where(one => one.Item.Kind != FaultKind.None).Take(4)
            .Select(one => $"{one.Index} {one.Item.Kind} {one.Item.Wait.TotalMilliseconds:0}"));

    [Fact]
    public void Another_seed_life_or_link_is_another_schedule()
    {
        var first = Faults(One, 1, "host/Train");

        Assert.NotEqual(first, Faults(new(seed: 2, FaultRates.Usual), 1, "host/Train"));
        Assert.NotEqual(first, Faults(One, 2, "host/Train"));
        Assert.NotEqual(first, Faults(One, 1, "host/Rollout"));
    }

    [Fact]
    public void Every_kind_strikes_as_often_as_its_rate_says_and_no_message_waits_longer_than_allowed()
    {
        var faults = Faults(One, 1, "host/Train");
        var rates = FaultRates.Usual;
        var wanted = new Dictionary<FaultKind, double>
        {
            [FaultKind.LoseRequest] = rates.LoseRequest,
            [FaultKind.LoseAnswer] = rates.LoseAnswer,
            [FaultKind.Delay] = rates.Delay,
            [FaultKind.Duplicate] = rates.Duplicate,
            [FaultKind.Overtake] = rates.Overtake,
        };

        // Five standard deviations of the rarest, on one fixed schedule: no chance is left in this.
        Assert.All(wanted, one => Assert.InRange(
            faults.Count(fault => fault.Kind == one.Key) / (double)Messages, one.Value - 0.006, one.Value + 0.006));
        Assert.All(faults, fault => Assert.InRange(fault.Wait, TimeSpan.Zero, rates.Longest));
    }

    [Fact]
    public void Without_rates_nothing_happens() =>
        Assert.All(Faults(new(seed: 1, FaultRates.None), 1, "host/Train"), fault => Assert.Equal(MessageFault.None, fault));

    private static MessageFault[] Faults(FaultSchedule schedule, int life, string link) =>
        [.. Enumerable.Range(0, Messages).Select(ordinal => schedule.Of(life, link, ordinal))];
}
