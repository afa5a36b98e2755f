using System.Globalization;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Training;

/// <summary>
/// A budget as time: a pod holds what it asks for as long as it runs, so hours and money are used up after a time that is
/// known beforehand. Pure.
/// </summary>
/// <param name="Time">How long all attempts together may run.</param>
/// <param name="Rule">Which part of the budget is used up first, for people.</param>
public sealed record RunningTime(TimeSpan Time, string Rule)
{
    private const double GiB = 1L << 30;

    /// <param name="prices">Null where the environment has none; a budget of money is refused there when it is applied.</param>
    public static RunningTime Of(TrainSpec train, PricesSpec? prices)
    {
        ArgumentNullException.ThrowIfNull(train);
        var parts = new List<RunningTime>
        {
            new(Hours(train.Budget.CpuHours / Quantity.Units(train.Resources.Cpu)), "train.budget.cpuHours by the CPUs it asks for"),
        };
        if (train.Budget.GpuHours is { } gpuHours && train.Resources.Gpu > 0)
            parts.Add(new(Hours(gpuHours / train.Resources.Gpu), "train.budget.gpuHours by the GPUs it asks for"));

        if (train.Budget.Money is { } money && prices is not null)
        {
            var price = Price(train, prices);
            parts.Add(new(
                Hours(money / price),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"train.budget.money, {money:0.##} {prices.Currency}, at {price:0.####} {prices.Currency} an hour for what it asks for")));
        }

        return parts.MinBy(part => part.Time)!;
    }

    /// <summary>Per hour of running, with the memory of the last attempt that an out-of-memory retry may make: never too little.</summary>
    public static double Price(TrainSpec train, PricesSpec prices)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(prices);
        var memory = Quantity.Units(train.Resources.Memory) / GiB * Math.Pow(2, train.Retry.OutOfMemory);
        return (Quantity.Units(train.Resources.Cpu) * prices.CpuHour) + (memory * prices.MemoryGiBHour) + (train.Resources.Gpu * prices.GpuHour);
    }

    private static TimeSpan Hours(double hours) =>
        hours < TimeSpan.MaxValue.TotalHours / 2 ? TimeSpan.FromHours(hours) : TimeSpan.MaxValue;
}
