using System.Text.Json;
using Landfall.Contracts.Provenance;

namespace Landfall.Domain.Approvals;

/// <summary>
/// What a decision is bound to, as one digest: another model, statement, report, policy or plan is another question, and so
/// is another step of a rollout or what was seen before it, and another answer of an outside check.
/// </summary>
public static class ApprovalEvidence
{
    public static string Digest(ApprovalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<string> evidence =
        [
            request.Version.Digest, request.Version.StatementDigest, request.Evaluation.ReportDigest,
            request.Run.Documents.Policy, JsonSerializer.Serialize(request.Plan, ContractsJson.Options),
        ];
        if (request.Step is { } step)
            evidence.Add(JsonSerializer.Serialize(step, ContractsJson.Options));
        if (request.Checks is { } checks)
            evidence.Add(JsonSerializer.Serialize(checks, ContractsJson.Options));
        return ContentDigest.Of(JsonSerializer.SerializeToUtf8Bytes(evidence));
    }
}
