using Microsoft.ML.Data;

namespace Flights.Trainer;

/// <summary>The shape ML.NET reads.</summary>
internal sealed class TrainingVector
{
    [VectorType(5)]
    public float[] Features { get; set; } = [];

    public bool Label { get; set; }
}
