using System.Text.Json;
using Landfall.Contracts.Documents;

namespace Landfall.Cli.Conformance;

/// <summary>An answer of a model server, held against what the platform needs of it. Pure.</summary>
internal static class InferReply
{
    /// <returns>The scores, or for a number to be predicted the labels; or what is wrong.</returns>
    public static (IReadOnlyList<double>? Values, string? Problem) Read(string text, int rows, ModelTask task)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("outputs", out var outputs)
                || outputs.ValueKind != JsonValueKind.Array)
                return (null, "the answer has no list 'outputs'");

            var (labels, problem) = Data(outputs, "label", rows);
            if (problem is not null)
                return (null, problem);
            var (scores, noScore) = Data(outputs, "score", rows);
            if (noScore is not null && task is ModelTask.Binary or ModelTask.Multiclass)
                return (null, noScore);
            return Numbers(scores ?? labels!, task);
        }
        catch (JsonException wrong)
        {
            return (null, $"the answer is no JSON: {wrong.Message}");
        }
    }

    private static (IReadOnlyList<JsonElement>? Data, string? Problem) Data(JsonElement outputs, string name, int rows)
    {
        var found = outputs.EnumerateArray().FirstOrDefault(output =>
            output.ValueKind == JsonValueKind.Object && output.TryGetProperty("name", out var named) && named.ValueEquals(name));
        if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
            return (null, $"the answer has no output '{name}' with data");
        return data.GetArrayLength() == rows
            ? ([.. data.EnumerateArray().Select(value => value.Clone())], null)
            : (null, $"the output '{name}' has {data.GetArrayLength()} values for {rows} rows");
    }

    private static (IReadOnlyList<double>? Values, string? Problem) Numbers(IReadOnlyList<JsonElement> values, ModelTask task)
    {
        var numbers = new List<double>();
        foreach (var (index, value) in values.Index())
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !double.IsFinite(number))
                return (null, $"the score of row {index + 1} is {value}; expected a finite number");
            if (task is ModelTask.Binary or ModelTask.Multiclass && number is < 0 or > 1)
                return (null, $"the score of row {index + 1} is {value}; expected a probability from 0 to 1");
            numbers.Add(number);
        }

        return (numbers, null);
    }
}
