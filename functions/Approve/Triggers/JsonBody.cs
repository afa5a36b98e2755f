using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Landfall.Functions.Approve.Triggers;

/// <summary>What a program sends, bounded and read the same way everywhere.</summary>
internal static class JsonBody
{
    /// <summary>A comment or reason of its greatest length fits, however its characters are written.</summary>
    private const int Usual = 64 * 1024;

    /// <param name="expected">What is said where it is something else.</param>
    /// <param name="longest">Bytes that it may have.</param>
    /// <returns>Either what was sent, or the answer that refuses it.</returns>
    public static async Task<(T? Value, IResult? Refused)> Read<T>(
        HttpRequest request, JsonTypeInfo<T> type, string expected, CancellationToken cancel, int longest = Usual)
        where T : class
    {
        // One byte more than may come tells a body that is too long, whatever its header says.
        var body = new byte[longest + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        if (length > longest)
            return (null, Problems.Of(StatusCodes.Status413PayloadTooLarge, "body", $"The body may have {longest} bytes."));
        try
        {
            if (JsonSerializer.Deserialize(body.AsSpan(0, length), type) is { } value)
                return (value, null);
        }
        catch (JsonException)
        {
            // Said below.
        }

        return (null, Problems.Of(StatusCodes.Status400BadRequest, "body", expected));
    }
}
