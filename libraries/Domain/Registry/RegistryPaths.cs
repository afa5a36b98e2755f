using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Registry;

/// <summary>Where the registry keeps what is not part of a version's files; those lie by <see cref="RegistryLayout"/>.</summary>
public static class RegistryPaths
{
    public const string ModelsPrefix = "models/";

    /// <summary>Create-only: who has the number.</summary>
    public static BlobPath Claim(string model, int number) => new(Containers.Registry, $"{Claims(model)}{number:D6}.json");

    public static string Claims(string model) => $"models/{model}/numbers/";

    /// <summary>Create-only: which number a run has.</summary>
    public static BlobPath OfRun(string model, string run) => new(Containers.Registry, $"models/{model}/runs/{run}.json");

    public static BlobPath Marker(string model, int number) =>
        new(Containers.Registry, $"{RegistryLayout.Version(model, number)}/version.json");

    public static string Versions(string model) => $"models/{model}/versions/";

    public static BlobPath History(string model, string alias, int sequence) =>
        new(Containers.Registry, $"{HistoryPrefix(model, alias)}{sequence:D6}.json");

    public static string HistoryPrefix(string model, string alias) => $"models/{model}/aliases/{alias}/history/";
}
