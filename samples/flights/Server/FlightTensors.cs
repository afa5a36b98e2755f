using System.Globalization;
using System.Text.Json;
using Flights.Model;

namespace Flights.Server;

/// <summary>Reads flights from one named tensor per column; tensors the model does not use are ignored.</summary>
internal static class FlightTensors
{
    private const int MostRows = 10_000;

    /// <exception cref="InvalidDataException">Names the tensor, what was found and what was expected.</exception>
    public static IReadOnlyList<Flight> Read(IReadOnlyList<InputTensor>? inputs)
    {
        if (inputs is not { Count: > 0 })
            throw new InvalidDataException("inputs is missing or empty; expected tensors date, distance, origin, destination");
        var dates = Values(inputs, "date");
        var rows = dates.Length;
        if (rows is 0 or > MostRows)
            throw new InvalidDataException($"tensor 'date' has {rows} values; expected 1 to {MostRows}");
        var distances = Values(inputs, "distance", rows);
        var origins = Values(inputs, "origin", rows);
        var destinations = Values(inputs, "destination", rows);
        var flights = new Flight[rows];
        for (var i = 0; i < rows; i++)
        {
            flights[i] = new Flight(
                Date(dates[i], i), Number(distances[i], i), Text(origins[i], "origin", i), Text(destinations[i], "destination", i));
        }
        return flights;
    }

    private static JsonElement[] Values(IReadOnlyList<InputTensor> inputs, string name, int? rows = null)
    {
        var tensor = inputs.FirstOrDefault(input => input?.Name == name)
            ?? throw new InvalidDataException($"tensor '{name}' is missing");
        if (tensor.Data.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException($"tensor '{name}': data is {tensor.Data.ValueKind}; expected an array");
        JsonElement[] values = [.. tensor.Data.EnumerateArray()];
        if (tensor.Shape is { Count: > 0 } shape && shape.Aggregate(1L, (product, size) => product * size) != values.Length)
            throw new InvalidDataException(
                $"tensor '{name}': shape [{string.Join(", ", shape)}] does not fit {values.Length} values");
        return rows is null || rows == values.Length
            ? values
            : throw new InvalidDataException($"tensor '{name}' has {values.Length} values; 'date' has {rows}");
    }

    private static DateTime Date(JsonElement value, int row)
    {
        if (value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(
                value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return date.DateTime;
        // A number counts milliseconds since 1970, up to the last one a date can hold.
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var ms) && ms is >= 0 and <= 253_402_300_799_999)
            return DateTime.UnixEpoch.AddMilliseconds(ms);
        throw Bad("date", row, value, "an ISO 8601 time, or milliseconds since 1970");
    }

    private static double Number(JsonElement value, int row) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Bad("distance", row, value, "a finite number of miles");

    private static string? Text(JsonElement value, string name, int row) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => null,
        _ => throw Bad(name, row, value, "an airport code or null"),
    };

    private static InvalidDataException Bad(string name, int row, JsonElement value, string expected)
    {
        var text = value.GetRawText();
        return new InvalidDataException(
            $"tensor '{name}', row {row}: found {(text.Length > 40 ? text[..40] + "…" : text)}; expected {expected}");
    }
}
