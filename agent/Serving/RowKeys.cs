using System.Text.Json;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>What later labels will be found by, of each row of a request; nothing when a row lacks one of the columns.</summary>
internal sealed class RowKeys(IReadOnlyList<string> joinOn)
{
    /// <param name="request">The body; null when it was too long to be kept.</param>
    /// <param name="rows">As many as were answered.</param>
    public IReadOnlyList<string>? Of(ReadOnlyMemory<byte>? request, string requestId, int rows)
    {
        if (joinOn.Count == 0 || rows == 0)
            return null;

        try
        {
            var columns = Columns(request);
            var keys = new string[rows];
            for (var row = 0; row < rows; row++)
            {
                var at = row;
                keys[row] = JoinKey.Of(joinOn.Select(name => name == JoinKey.RequestId
                    ? JoinKey.RowId(requestId, at, rows)
                    : Value(columns, name, at, rows)));
            }

            return keys;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The data of the tensors that keys are made of.</summary>
    private Dictionary<string, JsonElement> Columns(ReadOnlyMemory<byte>? request)
    {
        var columns = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (joinOn.All(name => name == JoinKey.RequestId))
            return columns;
        if (request is not { } body)
            throw new JsonException("the request was not kept");

        using var json = JsonDocument.Parse(body);
        foreach (var tensor in json.RootElement.GetProperty("inputs").EnumerateArray())
        {
            if (tensor.GetProperty("name").GetString() is { } name && joinOn.Contains(name))
                columns[name] = tensor.GetProperty("data").Clone();
        }

        return columns;
    }

    private static string Value(Dictionary<string, JsonElement> columns, string name, int row, int rows)
    {
        var data = columns[name];
        if (data.GetArrayLength() != rows)
            throw new JsonException($"{name} has other rows than the answer");

        var value = data[row];
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw new JsonException($"{name} has no value"),
        };
    }
}
