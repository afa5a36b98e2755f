using System.Text;

namespace Landfall.Worker;

/// <summary>What is written for the hub: never larger than the hub takes, because there it would be refused without a reason.</summary>
internal static class Payload
{
    /// <summary>The schedulers' limit for one message, as far as it is known.</summary>
    public const int DefaultLimit = 1024 * 1024;

    private const int MostBytesPerCharacter = 3;

    /// <param name="kind">What it is, for the message: "input of activity", "event" …</param>
    /// <exception cref="PayloadTooLargeException">It is larger than <paramref name="limit"/> bytes.</exception>
    public static string? Write(DataConverter converter, object? value, int limit, string kind, string name)
    {
        var text = converter.Serialize(value);
        if (text is null || text.Length <= limit / MostBytesPerCharacter)
            return text;

        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes <= limit ? text : throw new PayloadTooLargeException(
            FormattableString.Invariant(
                $"The {kind} '{name}' is {bytes:N0} bytes of JSON, and the task hub takes at most {limit:N0}. ")
            + "Bulk belongs in a blob: write it there and pass its name and digest.");
    }
}
