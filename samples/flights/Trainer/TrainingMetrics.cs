using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flights.Trainer;

/// <summary>The trainer's own figures, shown and never used for a decision.</summary>
internal sealed record TrainingMetrics(int Rows, int Positives, int Trees, double? Auc)
{
    public void Save(string path) => File.WriteAllBytes(
        path,
        JsonSerializer.SerializeToUtf8Bytes(
            // A handful of rows may leave one class among those kept back; then there is no figure, and NaN is no JSON.
            Auc is double.NaN ? this with { Auc = null } : this, TrainingMetricsJson.Default.TrainingMetrics));
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TrainingMetrics))]
internal sealed partial class TrainingMetricsJson : JsonSerializerContext;
