using System.Text.Json.Serialization;

namespace Landfall.Cli.Platform;

/// <summary>The JSON of what this program alone reads and writes.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlatformEndpoints))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(FailureBody))]
[JsonSerializable(typeof(DoneBody))]
[JsonSerializable(typeof(AppliedBody))]
[JsonSerializable(typeof(LandedBody))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(OverrideBody))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(BackfillBody))]
[JsonSerializable(typeof(TaintBody))]
[JsonSerializable(typeof(ExperimentBody))]
[JsonSerializable(typeof(ReleaseBody))]
[JsonSerializable(typeof(InferredBody))]
[JsonSerializable(typeof(Output.Simulation))]
internal sealed partial class CliJson : JsonSerializerContext;

/// <summary>Why something is asked for, and by whom.</summary>
internal sealed record ReasonBody(string Reason, string? By = null);

/// <summary>What a command failed with, for programs.</summary>
internal sealed record FailureBody(string Message, string? Hint, int ExitCode);

/// <summary>What a command did, for programs.</summary>
internal sealed record DoneBody(string Done, string What, string? By = null);

/// <summary>A document that is current now.</summary>
internal sealed record AppliedBody(string Kind, string Name, string Digest);

/// <summary>A dataset that was uploaded.</summary>
internal sealed record LandedBody(string Pipeline, string Container, string Dataset, int Files, long Bytes, string? Sign);

/// <summary>A decision on an approval.</summary>
internal sealed record DecisionBody(string Decision, string Person, string Comment);

/// <summary>Something said about an emergency override; rules and a time only with an ask.</summary>
internal sealed record OverrideBody(
    string Act, string By, string? Reason = null, IReadOnlyList<string>? Rules = null, string? For = null);

/// <summary>A wish to run past datasets again.</summary>
internal sealed record BackfillBody(string Reason, string? By, string? From, string? To);

/// <summary>What became of it.</summary>
internal sealed record BackfillAccepted(string Backfill, IReadOnlyList<DatasetRow> Datasets);

/// <summary>Which datasets are marked as tainted: those that landed while a version served, or a range.</summary>
internal sealed record TaintBody(string Reason, string? By, string? From, string? To, int? Version, bool Lift);

/// <summary>What became of it.</summary>
internal sealed record TaintAccepted(string Taint, IReadOnlyList<DatasetRow> Datasets);

/// <summary>A wish to try other settings.</summary>
internal sealed record ExperimentBody(IReadOnlyList<string> Set, string? Dataset, string? Reason, string? By, string? Request);

/// <summary>The run that it became, or was before.</summary>
internal sealed record ExperimentStarted(
    string Run, string Dataset, IReadOnlyList<string> Settings, string Document, string Request, bool IsNew);

/// <summary>A closed dataset.</summary>
/// <param name="Tainted">Who marked it and why; null for data that may be trained on.</param>
internal sealed record DatasetRow(string Name, string Digest, int Files, long Bytes, DateTimeOffset ClosedAt, string? Tainted = null);

/// <summary>A decision about quarantined data.</summary>
internal sealed record ReleaseBody(string Reason, string? By, IReadOnlyList<string>? LeaveOut);

/// <summary>A proposed contract, and what a person should look at.</summary>
internal sealed record InferredBody(System.Text.Json.JsonElement Contract, IReadOnlyList<string> Notes, string? File);

/// <summary>How the platform says no.</summary>
internal sealed record ErrorBody(string? Code, string? Message, string? Hint);
