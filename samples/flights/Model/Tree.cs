namespace Flights.Model;

/// <summary>A regression tree as arrays: a child below zero is the leaf with index <c>~child</c>.</summary>
public sealed record Tree(int[] Feature, float[] Threshold, int[] Left, int[] Right, double[] Leaf)
{
    /// <summary>The value of the leaf these features fall into.</summary>
    public double Value(ReadOnlySpan<float> features)
    {
        if (Feature.Length == 0)
            return Leaf[0];
        var node = 0;
        while (node >= 0)
            node = features[Feature[node]] <= Threshold[node] ? Left[node] : Right[node];
        return Leaf[~node];
    }
}
