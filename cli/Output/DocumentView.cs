using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Landfall.Domain.Documents;

namespace Landfall.Cli.Output;

/// <summary>What came of reading a document.</summary>
internal static class DocumentView
{
    private static readonly System.Text.Json.JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(CliHost host, string file, DocumentReading reading, bool json)
    {
        if (json)
        {
            host.Line(Json(file, reading).ToJsonString(Indented));
            return;
        }

        if (reading.Document is { } document)
        {
            host.Line($"✓ {document.Kind} {document.Metadata.Name}, {DocumentDigest.Of(document)}");
            return;
        }

        foreach (var problem in reading.Problems)
        {
            host.Line(Rows.Safe($"{file}:{problem.Line}:{problem.Column} {problem.Path}: {problem.Message}"));
            host.Line(Rows.Safe($"    expected: {problem.Expected}"));
            if (problem.Hint.Length > 0)
                host.Line(Rows.Safe($"    {problem.Hint}"));
        }

        host.Line($"✕ {reading.Problems.Count} problem{(reading.Problems.Count == 1 ? "" : "s")}");
    }

    private static JsonObject Json(string file, DocumentReading reading) => new()
    {
        ["file"] = file,
        ["valid"] = reading.IsValid,
        ["digest"] = reading.Document is { } document ? DocumentDigest.Of(document) : null,
        ["problems"] = new JsonArray([.. reading.Problems.Select(problem => new JsonObject
        {
            ["path"] = problem.Path,
            ["line"] = problem.Line,
            ["column"] = problem.Column,
            ["message"] = problem.Message,
            ["expected"] = problem.Expected,
            ["hint"] = problem.Hint,
        })]),
    };
}
