namespace Landfall.Contracts.Documents;

/// <summary>A system that is told, by signed events, which version answers.</summary>
public sealed record EventTargetSpec(
    [Field("Its name, for reports; no two are the same.", Format = FieldFormat.Name, MaxLength = 40)]
    string Name,
    [Field("Where events are posted, over https.", Format = FieldFormat.Url)]
    string Url,
    [Field("The name of the secret that signs them: the setting Notifications__Secrets__name of the Record app.", MaxLength = 127)]
    string Secret,
    [Field("Which facts it is told; all of them when none is named.", Range = "0..3")]
    IReadOnlyList<VersionEventKind>? Kinds = null,
    [Field("Of which pipelines, by name; * stands for any part of a name. Without it of all.", Range = "0..50")]
    IReadOnlyList<string>? Pipelines = null)
{
    /// <summary>Which facts it is told; empty means all.</summary>
    public IReadOnlyList<VersionEventKind> Kinds { get; init; } = Kinds ?? [];

    /// <summary>Names and patterns of pipelines; empty means all.</summary>
    public IReadOnlyList<string> Pipelines { get; init; } = Pipelines ?? [];
}
