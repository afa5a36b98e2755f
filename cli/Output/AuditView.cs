using System.Text.Json;
using Landfall.Contracts;
using Landfall.Registry;

namespace Landfall.Cli.Output;

/// <summary>What a look at every byte of a version found.</summary>
internal static class AuditView
{
    public static void Write(CliHost host, AuditReport audit, bool json)
    {
        if (json)
        {
            host.Line(JsonSerializer.Serialize(audit, ContractsJson.Options));
            return;
        }

        foreach (var file in audit.Files.Where(file => file.Problem is null))
            host.Line(Rows.Safe($" ✓ {file.Name}  {file.Sha256}"));
        foreach (var problem in audit.Problems)
            host.Line(Rows.Safe($" ✕ {problem}"));

        host.Line(Rows.Safe(audit.IsTrusted
            ? $"✓ {audit.Model} v{audit.Number} is what key {audit.KeyId} signed: {audit.Files.Count} files, {audit.Digest}"
            : $"✕ {audit.Model} v{audit.Number} is not what was signed and may not serve: "
                + $"{audit.Problems.Count} problem{(audit.Problems.Count == 1 ? "" : "s")}"));
    }
}
