namespace Flights.Model;

/// <summary>Boosted trees with their statistics. Scores without any machine learning library.</summary>
public sealed class FlightModel(FlightStatistics statistics, IReadOnlyList<Tree> trees)
{
    /// <summary>What the model knows besides its trees.</summary>
    public FlightStatistics Statistics { get; } = statistics;

    /// <summary>The ensemble; its sum is the raw score.</summary>
    public IReadOnlyList<Tree> Trees { get; } = trees;

    /// <summary>Probability of a late arrival, 0 to 1.</summary>
    public double Score(Flight flight)
    {
        Span<float> features = stackalloc float[FlightFeatures.Names.Count];
        FlightFeatures.Write(features, flight, Statistics);
        var raw = 0d;
        foreach (var tree in Trees)
            raw += tree.Value(features);
        return 1 / (1 + Math.Exp((Statistics.Slope * raw) + Statistics.Offset));
    }

    /// <summary>1 when the score reaches the threshold, else 0.</summary>
    public int Label(double score) => score >= Statistics.Threshold ? 1 : 0;
}
