namespace Flights.Server;

/// <summary>What the model takes and gives.</summary>
internal sealed record ModelMetadata(
    string Name, string Platform, IReadOnlyList<TensorMetadata> Inputs, IReadOnlyList<TensorMetadata> Outputs)
{
    public static ModelMetadata Of(string name) => new(
        name,
        "flights-trees",
        [
            new("date", "BYTES", [-1], new Dictionary<string, string> { ["example"] = "2001-01-05T03:00:00" }), new("distance", "FP64", [-1]),
            new("origin", "BYTES", [-1]), new("destination", "BYTES", [-1]),
        ],
        [new("label", "INT64", [-1]), new("score", "FP64", [-1])]);
}
