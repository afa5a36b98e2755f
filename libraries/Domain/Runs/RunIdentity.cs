using System.Security.Cryptography;
using System.Text;

namespace Landfall.Domain.Runs;

/// <summary>The same data, documents, trigger and attempt are the same run, wherever and however often this is computed.</summary>
public static class RunIdentity
{
    /// <summary><c>{pipeline}-{12 hex of SHA-256 over the fields, one per line}</c>.</summary>
    public static string Of(string pipeline, string dataset, RunDocuments documents, RunTrigger trigger, int attempt) =>
        $"{pipeline}-{Claim(dataset, documents, trigger, attempt)[..12]}";

    /// <summary>64 hex digits under which the run is claimed create-only.</summary>
    public static string Claim(string dataset, RunDocuments documents, RunTrigger trigger, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var text = string.Join(
            '\n', dataset, documents.Pipeline, documents.Environment, documents.Policy, documents.Contract ?? "",
            trigger.Kind, trigger.Occurrence, attempt);

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
