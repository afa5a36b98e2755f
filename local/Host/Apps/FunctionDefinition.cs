using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landfall.Local.Host.Apps;

/// <summary>One binding of a function.json.</summary>
internal sealed record Binding(string Type, string Name, bool Out, JsonObject Settings)
{
    public string? Text(string key) => Settings[key]?.GetValueKind() == JsonValueKind.String
        ? Settings[key]!.GetValue<string>() : null;

    public bool Flag(string key) => Settings[key]?.GetValueKind() == JsonValueKind.True;

    public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);
}

/// <summary>One function: its folder's name and its bindings, the trigger first.</summary>
internal sealed record FunctionDefinition(string Name, Binding Trigger, IReadOnlyList<Binding> Bindings)
{
    public IEnumerable<Binding> Clients => Bindings.Where(b => b.Is("durableClient"));

    public Binding? HttpOutput => Bindings.FirstOrDefault(b => b.Out && b.Is("http"));

    /// <summary>Exactly an HTTP trigger in and an HTTP answer out: such a function can be forwarded as it is.</summary>
    public bool IsPlainHttp => Bindings.Count == 2 && Trigger.Is("httpTrigger") && HttpOutput is not null;

    /// <summary>Reads every function of an app; all mistakes in one message.</summary>
    public static IReadOnlyList<FunctionDefinition> ReadAll(string root)
    {
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException($"Function app folder {root} does not exist. Build the app first.");
        List<FunctionDefinition> found = [];
        List<string> wrong = [];
        foreach (var file in Directory.EnumerateDirectories(root)
            .Select(d => Path.Combine(d, "function.json")).Where(File.Exists).Order(StringComparer.Ordinal))
        {
            try
            {
                found.Add(Read(file));
            }
            catch (Exception bad) when (bad is JsonException or InvalidDataException or InvalidOperationException)
            {
                wrong.Add($"{file}: {bad.Message}");
            }
        }
        return wrong.Count == 0 ? found : throw new InvalidDataException(string.Join(Environment.NewLine, wrong));
    }

    /// <summary>The same for the same functions with the same bindings.</summary>
    public static string Describe(IEnumerable<FunctionDefinition> functions) => string.Join(
        '\n', functions.Select(f => $"{f.Name} {string.Join(' ', f.Bindings.Select(b => b.Settings.ToJsonString()))}"));

    private static FunctionDefinition Read(string file)
    {
        var name = Path.GetFileName(Path.GetDirectoryName(file))!;
        var bindings = (JsonNode.Parse(File.ReadAllText(file))?["bindings"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(b => new Binding(
                b["type"]?.GetValue<string>() ?? throw new InvalidDataException("a binding has no \"type\""),
                b["name"]?.GetValue<string>() ?? throw new InvalidDataException("a binding has no \"name\""),
                string.Equals(b["direction"]?.GetValue<string>(), "out", StringComparison.OrdinalIgnoreCase), b))
            .ToList();
        var triggers = bindings.Where(b => b.Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)).ToList();
        return triggers.Count == 1
            ? new FunctionDefinition(name, triggers[0], bindings)
            : throw new InvalidDataException($"a function has exactly one trigger, this one has {triggers.Count}");
    }
}
