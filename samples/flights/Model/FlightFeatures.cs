namespace Flights.Model;

/// <summary>Features that are known before departure; trainer and server share this one definition.</summary>
public static class FlightFeatures
{
    // The day of the month is left out on purpose: it recalls the storms of one month and misleads in the next.
    /// <summary>The names, in the order of the vector.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["timeOfDay", "weekday", "distance", "originRate", "destinationRate"];

    /// <summary>Writes one vector of <see cref="Names"/>; an airport never seen counts as an average one.</summary>
    public static void Write(Span<float> target, Flight flight, FlightStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        target[0] = (float)flight.Date.TimeOfDay.TotalHours;
        target[1] = (float)flight.Date.DayOfWeek;
        target[2] = (float)flight.Distance;
        target[3] = (float)Rate(statistics.Origins, flight.Origin, statistics.BaseRate);
        target[4] = (float)Rate(statistics.Destinations, flight.Destination, statistics.BaseRate);
    }

    private static double Rate(SortedDictionary<string, double> rates, string? airport, double otherwise) =>
        airport is not null && rates.TryGetValue(airport, out var rate) ? rate : otherwise;
}
