using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Registry;

namespace Landfall.Cli.Models;

/// <summary>A model in a list, as the platform answers it.</summary>
internal sealed record ModelRow(
    string Model, int Versions, int Latest, DateTimeOffset LatestAt, int? Champion = null, DateTimeOffset? ChampionSince = null);

/// <summary>A model with its versions, oldest first, and all moves of its champion.</summary>
internal sealed record ModelBody(
    string Model, IReadOnlyList<VersionRecord> Versions, IReadOnlyList<AliasEntry> Champion, IReadOnlyList<SealEntry>? Seals = null);

/// <summary>One version with what was signed about it.</summary>
internal sealed record VersionBody(
    VersionRecord Version, ModelVersionPredicate Statement, IReadOnlyList<FileEntry> Files, bool IsChampion, SealEntry? Seal = null);

/// <summary>A card within JSON.</summary>
internal sealed record CardBody(string Model, int Version, string Card)
{
    public static string Json(ModelName version, string card) =>
        JsonSerializer.Serialize(new CardBody(version.Model, version.Number, card), ContractsJson.Options);
}
