using System.Text.Json;
using Landfall.Worker.Protobuf;

namespace Landfall.Worker.Tests.Captures;

/// <summary>One exchange recorded with the real Functions host.</summary>
internal sealed record Capture(string File, int Number, string Function, JsonElement Request, JsonElement Response, JsonElement Decoded)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "captures");

    public InvocationEnvelope Envelope => InvocationEnvelope.Parse(Request.GetProperty("body"));

    public bool IsOrchestration => Decoded.ValueKind == JsonValueKind.Object && Decoded.TryGetProperty("newEvents", out _);

    public byte[] RequestBytes => Convert.FromBase64String(Envelope.Text("context")!);

    public OrchestratorRequest OrchestratorRequest => OrchestratorRequest.Parser.ParseFrom(RequestBytes);

    /// <summary>Null where the recorded handler answered with an error.</summary>
    public byte[]? ResponseBytes => Response.GetProperty("body") is { ValueKind: JsonValueKind.Object } body
        && body.TryGetProperty("ReturnValue", out var value) && value.ValueKind == JsonValueKind.String
            ? Convert.FromBase64String(value.GetString()!)
            : null;

    public static IEnumerable<Capture> All() =>
        Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).SelectMany(Read);

    public static IEnumerable<Capture> Of(string prefix) =>
        All().Where(capture => capture.File.StartsWith(prefix, StringComparison.Ordinal));

    public override string ToString() => $"{File}[{Number}] {Function}";

    private static IEnumerable<Capture> Read(string path)
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        var exchanges = json.RootElement.Clone().GetProperty("exchanges");
        return exchanges.EnumerateArray().Index().Select(each => new Capture(
            Path.GetFileName(path),
            each.Index,
            each.Item.GetProperty("function").GetString()!,
            each.Item.GetProperty("request"),
            each.Item.GetProperty("response"),
            each.Item.TryGetProperty("requestDecoded", out var decoded) ? decoded : default));
    }
}
