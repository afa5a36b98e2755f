using System.Text.Json;

namespace Landfall.Agent.Serving;

/// <summary>What a server said, read from its answer for the prediction log; nothing when it cannot be read.</summary>
internal static class InferAnswer
{
    private const int MaxRows = 64;

    public static (IReadOnlyList<string>? Labels, IReadOnlyList<double>? Scores) Read(byte[]? body)
    {
        if (body is null)
            return default;

        try
        {
            using var json = JsonDocument.Parse(body);
            if (!json.RootElement.TryGetProperty("outputs", out var outputs) || outputs.ValueKind != JsonValueKind.Array)
                return default;

            IReadOnlyList<string>? labels = null;
            IReadOnlyList<double>? scores = null;
            foreach (var tensor in outputs.EnumerateArray())
            {
                var name = tensor.GetProperty("name").GetString();
                var data = tensor.GetProperty("data");
                if (data.GetArrayLength() > MaxRows)
                    return default;
                if (name == "label")
                    labels = [.. data.EnumerateArray().Select(value => value.ToString())];
                else if (name == "score")
                    scores = [.. data.EnumerateArray().Select(value => value.GetDouble())];
            }

            // No JSON can say that a number is infinite: the log could not be read any more.
            return (labels, scores is not null && scores.All(double.IsFinite) ? scores : null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return default;
        }
    }
}
