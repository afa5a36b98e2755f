using System.Globalization;
using System.Text.Json;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>
/// Counts the values of live requests' inputs on given bins: what is kept is as large as the bins, however many requests pass, and no row
/// can be read back. At most so many requests in a second are looked at.
/// </summary>
internal sealed class InputSketch(
    string version, string pod, DateTimeOffset startedAt, IReadOnlyList<InputBins> columns, TimeProvider time)
{
    private const int MostPerSecond = 20;
    private const int MostRows = 64;

    private readonly Lock gate = new();
    private readonly string? digest = columns.Count == 0 ? null : InputBins.DigestOf(columns);
    private readonly double[][] edges = [.. columns.Select(column => (double[])[.. column.Edges ?? []])];
    private readonly long[][] counts = [.. columns.Select(column => new long[column.Places() + 1])];
    private long unread;
    private long second;
    private int inSecond;

    /// <param name="request">The body; null when it was too long to be kept.</param>
    public void Add(ReadOnlyMemory<byte>? request)
    {
        if (columns.Count == 0 || !IsDue())
            return;

        try
        {
            using var json = JsonDocument.Parse(request ?? throw new JsonException("the request was not kept"));
            var found = new List<(int Column, int Bin)>();
            foreach (var tensor in json.RootElement.GetProperty("inputs").EnumerateArray())
            {
                var at = IndexOf(tensor.GetProperty("name").GetString());
                if (at < 0)
                    continue;
                var data = tensor.GetProperty("data");
                if (data.GetArrayLength() > MostRows)
                    throw new JsonException("too many rows");
                found.AddRange(data.EnumerateArray().Select(value => (at, BinOf(at, value))));
            }

            lock (gate)
            {
                foreach (var (column, bin) in found)
                    counts[column][bin]++;
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            Interlocked.Increment(ref unread);
        }
    }

    public InputCounts Read()
    {
        lock (gate)
        {
            return new(
                version, pod, startedAt, digest,
                [.. columns.Select((column, at) => new InputColumnCounts(column.Name, [.. counts[at]]))], Interlocked.Read(ref unread));
        }
    }

    private bool IsDue()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        lock (gate)
        {
            (second, inSecond) = now == second ? (second, inSecond + 1) : (now, 1);
            return inSecond <= MostPerSecond;
        }
    }

    private int IndexOf(string? name)
    {
        for (var at = 0; at < columns.Count; at++)
        {
            if (columns[at].Name == name)
                return at;
        }

        return -1;
    }

    private int BinOf(int column, JsonElement value)
    {
        var (bins, missing) = (columns[column], counts[column].Length - 1);
        if (bins.Values is { } words)
        {
            var word = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => null,
            };
            if (word is null)
                return missing;
            for (var at = 0; at < words.Count; at++)
            {
                if (words[at] == word)
                    return at;
            }

            return words.Count;
        }

        if (Number(value) is not { } number || !double.IsFinite(number))
            return missing;

        var place = Array.BinarySearch(edges[column], number);
        return place < 0 ? ~place : place;
    }

    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String when double.TryParse(
            value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
