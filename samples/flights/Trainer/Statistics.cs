using Flights.Model;

namespace Flights.Trainer;

/// <summary>Shares of late flights by airport, from training rows only.</summary>
internal static class Statistics
{
    // A small airport is drawn towards the average as if this many average flights had been seen there.
    private const double PriorRows = 50;

    public static FlightStatistics Of(IReadOnlyCollection<TrainingRow> rows)
    {
        var rate = rows.Count(row => row.Late) / (double)rows.Count;
        return new FlightStatistics(
            FlightFeatures.Names, rate, Threshold: 0.5, Slope: -1, Offset: 0,
            Rates(rows, rate, row => row.Flight.Origin), Rates(rows, rate, row => row.Flight.Destination));
    }

    private static SortedDictionary<string, double> Rates(
        IEnumerable<TrainingRow> rows, double rate, Func<TrainingRow, string?> airport)
    {
        var rates = rows.Where(row => airport(row) is not null).GroupBy(row => airport(row)!).ToDictionary(
            group => group.Key,
            group => (group.Count(row => row.Late) + (PriorRows * rate)) / (group.Count() + PriorRows));
        return new SortedDictionary<string, double>(rates, StringComparer.Ordinal);
    }
}
