using System.Globalization;

namespace Landfall.Contracts.Provenance;

/// <summary>Where a model version lies in the registry's container. Written by the registry, read by the agent in the pod.</summary>
public static class RegistryLayout
{
    public const string StatementFile = "statement.dsse.json";
    public const string ManifestFile = "manifest.json";
    public const string FilesFolder = "files";

    /// <summary><c>models/{model}/versions/{version:D6}</c>, without a slash at its end.</summary>
    public static string Version(string model, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"models/{model}/versions/{version:D6}");

    public static string Statement(string model, int version) => $"{Version(model, version)}/{StatementFile}";

    public static string Manifest(string model, int version) => $"{Version(model, version)}/{ManifestFile}";

    public static string File(string model, int version, string name) =>
        $"{Version(model, version)}/{FilesFolder}/{name}";

    /// <summary>The files of any manifest lie beside it, in the folder <c>files</c>.</summary>
    public static string FileBeside(string manifestPath, string name)
    {
        var slash = manifestPath.LastIndexOf('/');
        return slash < 0 ? $"{FilesFolder}/{name}" : $"{manifestPath[..slash]}/{FilesFolder}/{name}";
    }
}
