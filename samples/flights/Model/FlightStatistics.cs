namespace Flights.Model;

/// <summary>What the trainer learned about the columns, and how a score becomes a label: the content of model.json.</summary>
/// <param name="Features">Names of the features, in the order of the vector.</param>
/// <param name="BaseRate">Share of late flights among the training rows, 0 to 1; stands in for an unknown airport.</param>
/// <param name="Threshold">A score at or above this is labelled 1.</param>
/// <param name="Slope">Platt calibration: probability = 1 / (1 + exp(slope × raw + offset)).</param>
/// <param name="Offset">See <paramref name="Slope"/>.</param>
/// <param name="Origins">Smoothed share of late flights by origin.</param>
/// <param name="Destinations">Smoothed share of late flights by destination.</param>
public sealed record FlightStatistics(
    IReadOnlyList<string> Features,
    double BaseRate,
    double Threshold,
    double Slope,
    double Offset,
    SortedDictionary<string, double> Origins,
    SortedDictionary<string, double> Destinations);
