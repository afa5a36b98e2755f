using System.Text.Json;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents;

/// <summary>
/// The presets are documents themselves, kept beside this file: what a pipeline leaves out is taken from there. Maps
/// are merged, lists and one-of records are replaced as a whole.
/// </summary>
public static class Presets
{
    private static readonly Dictionary<Preset, MapNode> Known =
        Enum.GetValues<Preset>().ToDictionary(preset => preset, Load);

    /// <summary>The pipeline with everything a preset knows; the author's values always win.</summary>
    internal static MapNode Fill(MapNode written, List<DocumentProblem> problems)
    {
        var preset = Preset.Standard;
        var spec = written.Find("spec")?.Value as MapNode;
        if (spec?.Find("preset")?.Value is ScalarNode name && !Enum.TryParse(name.Text, true, out preset))
        {
            // The shape reader reports the wrong word; the rest is filled as if nothing had been written.
            preset = Preset.Standard;
        }

        return (MapNode)Merge(written, Known[preset].Select(TaskOf(spec)), typeof(ModelPipeline));
    }

    /// <summary>What a preset supplies for a task, as a document of its own.</summary>
    internal static MapNode Of(Preset preset, ModelTask task) =>
        Known[preset].Select(ScalarValue.Words(typeof(ModelTask))[(int)task]);

    /// <summary>The rollout that a preset supplies.</summary>
    internal static RolloutSpec RolloutOf(Preset preset, ModelTask task)
    {
        var spec = (MapNode)Of(preset, task).Find("spec")!.Value;
        return new ShapeReader([]).Read(spec.Find("rollout")!.Value, typeof(RolloutSpec), "", null)
            .Deserialize(DocumentJson.Default.RolloutSpec)!;
    }

    // Which metrics exist depends on the task, so each preset has its gates per task.
    private static MapNode Select(this MapNode preset, string task)
    {
        var gates = (preset.Find("gates")?.Value as MapNode)?.Find(task);
        var evaluate = new MapNode(0, 0, gates is null ? [] : [gates with { Key = "gates" }]);
        var own = new MapNode(0, 0, [new("spec", 0, 0, new MapNode(0, 0, [new("evaluate", 0, 0, evaluate)]))]);
        var rest = new MapNode(0, 0, [.. preset.Entries.Where(entry => entry.Key != "gates")]);
        return (MapNode)Merge(rest, own, typeof(ModelPipeline));
    }

    private static string TaskOf(MapNode? spec) =>
        (spec?.Find("evaluate")?.Value as MapNode)?.Find("task")?.Value is ScalarNode task ? task.Text : "binary";

    private static DocumentNode Merge(DocumentNode written, DocumentNode preset, Type type)
    {
        if (written is not MapNode map || preset is not MapNode filler || !DocumentField.IsRecord(type)
            || DocumentField.ExclusiveOf(type).Count > 0)
            return written;

        var fields = DocumentField.Of(type).ToDictionary(field => field.Name, field => field.Type);
        var entries = new List<MapEntry>();
        foreach (var entry in map.Entries)
        {
            var other = filler.Find(entry.Key);
            entries.Add(entry.Value is ScalarNode { IsNothing: true } && other is not null ? other
                : other is null || !fields.TryGetValue(entry.Key, out var inner) ? entry
                : entry with { Value = Merge(entry.Value, other.Value, inner) });
        }

        entries.AddRange(filler.Entries.Where(entry => map.Find(entry.Key) is null));
        return map with { Entries = entries };
    }

    private static MapNode Load(Preset preset)
    {
        var name = $"{preset.ToString().ToLowerInvariant()}.yaml";
        using var stream = typeof(Presets).Assembly.GetManifestResourceStream($"Landfall.Presets.{name}")
            ?? throw new InvalidOperationException($"The preset {name} is not part of this program.");
        using var reader = new StreamReader(stream);
        var problems = new List<DocumentProblem>();
        var root = YamlTree.Parse(reader.ReadToEnd(), problems)
            ?? throw new InvalidOperationException($"The preset {name} cannot be read: {problems[0].Message}");
        return (MapNode)Forget(root);
    }

    // Places in a preset mean nothing to an author: line 0 says where a value came from.
    private static DocumentNode Forget(DocumentNode node) => node switch
    {
        MapNode map => new MapNode(0, 0, [.. map.Entries.Select(e => new MapEntry(e.Key, 0, 0, Forget(e.Value)))]),
        ListNode list => new ListNode(0, 0, [.. list.Items.Select(Forget)]),
        _ => node with { Line = 0, Column = 0 },
    };
}
