namespace Landfall.Local.Cluster.Kinds;

/// <summary>One kind of the API: its names and which subresources it has.</summary>
internal sealed record ApiKind(string Group, string Version, string Name, string Plural, bool Namespaced = true)
{
    public string[] ShortNames { get; init; } = [];

    public string[] Categories { get; init; } = [];

    public bool HasStatus { get; init; }

    public bool HasScale { get; init; }

    /// <summary>Defined by a CustomResourceDefinition in a real cluster: other patch rules, other wordings.</summary>
    public bool Custom { get; init; }

    public bool HasGeneration { get; init; }

    public string Singular => Name.ToLowerInvariant();

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary><c>jobs.batch</c>, or <c>pods</c> in the core group.</summary>
    public string Qualified => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary><c>Job.batch</c>, or <c>Pod</c> in the core group.</summary>
    public string QualifiedKind => Group.Length == 0 ? Name : $"{Name}.{Group}";
}
