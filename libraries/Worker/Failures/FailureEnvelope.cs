using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Wire = Landfall.Worker.Protobuf.TaskFailureDetails;

namespace Landfall.Worker;

/// <summary>
/// How a failure's type and message get through the Functions host, which has no field for them. Answered as a 200
/// that is not JSON, the text comes back to the orchestrator inside the host's own failure message. It holds no '='
/// and no "://", because the host masks what looks like a credential.
/// </summary>
public static class FailureEnvelope
{
    private const string Begin = "landfall-failure.";
    private const string End = ".end";
    private const string ResultKey = "$durableFailure";

    public static string ToText(TaskFailureDetails details) =>
        Begin + Base64Url.EncodeToString(FailureDetailsConversion.ToWire(details).ToByteArray()) + End;

    /// <summary>Null when the text carries no failure of ours.</summary>
    public static TaskFailureDetails? FromText(string? text)
    {
        var begin = text?.IndexOf(Begin, StringComparison.Ordinal) ?? -1;
        if (begin < 0)
            return null;

        var rest = text!.AsSpan(begin + Begin.Length);
        var end = rest.IndexOf(End, StringComparison.Ordinal);
        if (end < 0 || !Base64Url.IsValid(rest[..end]))
            return null;

        try
        {
            return FailureDetailsConversion.Plain(Wire.Parser.ParseFrom(Base64Url.DecodeFromChars(rest[..end])));
        }
        catch (InvalidProtocolBufferException)
        {
            return null;   // looked like ours and is not: the host's own text is the failure then
        }
    }

    /// <summary>The form for hosts that mangle the other one: a result that says it is a failure.</summary>
    public static string ToResult(TaskFailureDetails details) =>
        $$"""{"{{ResultKey}}":{{JsonFormatter.Default.Format(FailureDetailsConversion.ToWire(details))}}}""";

    /// <summary>Null when the result is an ordinary one.</summary>
    public static TaskFailureDetails? FromResult(string? result)
    {
        if (result?.TrimStart().StartsWith($"{{\"{ResultKey}\"", StringComparison.Ordinal) is not true)
            return null;

        using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(result));
        return json.RootElement.ValueKind == JsonValueKind.Object
            && json.RootElement.TryGetProperty(ResultKey, out var details)
                ? FailureDetailsConversion.Plain(JsonParser.Default.Parse<Wire>(details.GetRawText()))
                : null;
    }
}
