namespace Flights.Model;

/// <summary>A scheduled flight. Distance in miles; an airport may be unknown.</summary>
public readonly record struct Flight(DateTime Date, double Distance, string? Origin, string? Destination);
