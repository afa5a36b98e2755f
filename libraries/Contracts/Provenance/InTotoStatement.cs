using System.Text.Json.Serialization;

namespace Landfall.Contracts.Provenance;

/// <summary>An in-toto Statement, version 1, about a model version (https://in-toto.io/Statement/v1).</summary>
public sealed record InTotoStatement(
    [property: JsonPropertyName("_type")] string Type,
    IReadOnlyList<StatementSubject> Subject,
    string PredicateType,
    ModelVersionPredicate Predicate)
{
    public IReadOnlyList<StatementSubject> Subject { get; init; } = NoNull.In(Subject, "subject");

    public const string StatementType = "https://in-toto.io/Statement/v1";
    public const string ModelVersionType = "https://landfall.dev/model-version/v1";

    /// <summary>The subject that carries the digest of the model's file list.</summary>
    public const string ModelSubject = "model";

    /// <summary>States that the files with this digest (<c>sha256:…</c>) are the version the predicate describes.</summary>
    /// <exception cref="ArgumentException">The digest is not written as <c>sha256:</c> and 64 digits.</exception>
    public static InTotoStatement ForModel(string manifestDigest, ModelVersionPredicate predicate)
    {
        if (!ContentDigest.IsDigest(manifestDigest))
            throw new ArgumentException($"'{manifestDigest}' is not a digest; expected sha256:<64 digits>", nameof(manifestDigest));
        var digest = new SubjectDigest(manifestDigest[ContentDigest.Prefix.Length..]);
        return new(StatementType, [new(ModelSubject, digest)], ModelVersionType, predicate);
    }

    /// <summary>The digest of the model's file list as <c>sha256:…</c>, or null unless exactly one subject names it.</summary>
    [JsonIgnore]
    public string? ModelDigest =>
        Subject.Where(s => s.Name == ModelSubject).ToList() is [var subject]
            ? ContentDigest.Prefix + subject.Digest.Sha256
            : null;
}

/// <summary>What a statement is about: a name and the digest of its content.</summary>
public sealed record StatementSubject(string Name, SubjectDigest Digest);

/// <param name="Sha256">64 lower-case hexadecimal digits, without prefix, as in-toto writes them.</param>
public sealed record SubjectDigest(string Sha256);
