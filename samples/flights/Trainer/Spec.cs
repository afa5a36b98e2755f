using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flights.Trainer;

/// <summary>What the platform tells a trainer in <c>in/spec.json</c>; only the fields used here.</summary>
internal sealed record Spec(string? Task, string? Format, SpecLabel? Label, IReadOnlyList<string>? Files)
{
    /// <summary>Reads and checks the document.</summary>
    /// <exception cref="TrainingException">It is missing, broken, or asks for something else than a binary label.</exception>
    public static Spec Load(string root)
    {
        var path = Path.Combine(root, "in", "spec.json");
        if (!File.Exists(path))
            throw new TrainingException(ExitCode.Input, $"{path} does not exist; is LANDFALL_ROOT ('{root}') right?");
        Spec spec;
        try
        {
            spec = JsonSerializer.Deserialize(File.ReadAllBytes(path), SpecJson.Default.Spec)
                ?? throw new TrainingException(ExitCode.Input, $"{path} is null; expected an object.");
        }
        catch (JsonException error)
        {
            throw new TrainingException(ExitCode.Input, $"{path}: {error.Message}");
        }
        if (string.IsNullOrEmpty(spec.Label?.Name))
            throw new TrainingException(ExitCode.Input, $"{path} has no label.name; expected the label's column.");
        if (spec.Task is not (null or "binary"))
            throw new TrainingException(ExitCode.Input, $"{path}: task is '{spec.Task}'; this trainer knows only 'binary'.");
        if (spec.Files is not { Count: > 0 })
            throw new TrainingException(ExitCode.Input, $"{path} lists no files; expected at least one.");
        return spec;
    }
}

internal sealed record SpecLabel(string? Name);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Spec))]
internal sealed partial class SpecJson : JsonSerializerContext;
