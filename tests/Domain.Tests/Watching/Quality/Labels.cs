using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;
using Landfall.Domain.Watching.Quality;

namespace Landfall.Domain.Tests.Watching.Quality;

/// <summary>A binary model, its served rows and their labels.</summary>
internal static class Labels
{
    public static readonly QualityPlan Plan = PlanOf(ModelTask.Binary, "accuracy");

    public static QualityPlan PlanOf(
        ModelTask task, string metric, double limit = 0.05, int min = 100, params string[] joinOn) => new(
        task, metric, new(limit, min, 2, WatchAction.Alert),
        new("labels", null, joinOn.Length == 0 ? ["id"] : joinOn, "delayed", TimeSpan.FromDays(30)));

    public static string Key(string id) => JoinKey.Of([id]);

    public static ServedRow Row(string id, string prediction = "1", double? score = null, DateTimeOffset? at = null) =>
        new(Key(id), at ?? Watches.Start, prediction, score);

    public static ServedLog Served(params ServedRow[] rows) => Served(1, rows);

    public static ServedLog Served(long first, params ServedRow[] rows) =>
        new("sha256:s7", ["id"], first + rows.Length, new Dictionary<string, long>(), rows);

    public static LabelFile File(string name, DateTimeOffset at, params (string Id, string Label)[] labels) => new(
        name, $"{name}@{at:u}", at, [.. labels.Select(label => KeyValuePair.Create(Key(label.Id), label.Label))]);

    public static LiveBook Book { get; } = LiveBook.Begin("sha256:s7", ["id"]);

    public static QualityRequest Request(DateTimeOffset at, double? holdout = 0.9, QualityPlan? plan = null) =>
        new(at, Watches.Seven, Watches.Start, plan ?? Plan, holdout);

    public static AnswerLog Log(string pod, params PredictionLogEntry[] entries) => new($"{pod}|0", entries, 0, ["id"]);

    public static PredictionLogEntry Answer(long seq, string id, string label = "1", double? score = null) =>
        Watches.Answer(seq, score is { } one ? [one] : null, [label]) with { Keys = [Key(id)] };

    /// <summary>So many rows, of which so many are right.</summary>
    public static IReadOnlyList<LabelledRow> Window(int rows, int right) =>
        [.. Enumerable.Range(0, rows).Select(i => new LabelledRow(Row($"{i}"), i < right ? "1" : "0"))];
}
