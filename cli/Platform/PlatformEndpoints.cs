using System.Text.Json;

namespace Landfall.Cli.Platform;

/// <summary>Where the platform is: the content of <c>endpoints.json</c>.</summary>
/// <param name="Console">The address of the Console app.</param>
/// <param name="Approve">The address of the Approve app; the Console's when absent.</param>
/// <param name="Key">The function key, when the platform asks for one.</param>
/// <param name="ApproveKey">The function key of the Approve app; <paramref name="Key"/> when absent.</param>
/// <param name="Kubeconfig">How the cluster is reached; the user's own kubeconfig when absent.</param>
/// <param name="StorageConnection">Where data lands: an emulator's connection string.</param>
/// <param name="Storage">Where data lands: the account's address, for whoever signs in.</param>
/// <param name="VersionKeys">A file with the public keys that versions are signed with.</param>
public sealed record PlatformEndpoints(
    Uri Console, Uri? Approve = null, string? Key = null, string? ApproveKey = null, string? Kubeconfig = null,
    string? StorageConnection = null, string? Storage = null, string? VersionKeys = null)
{
    private const string Place = ".landfall/endpoints.json";

    /// <summary>The page of a run, with the key that opens it.</summary>
    internal string RunPage(string run) =>
        new Uri(Console, $"api/console/runs/{Uri.EscapeDataString(run)}").AbsoluteUri
        + (Key is null ? "" : $"?code={Uri.EscapeDataString(Key)}");

    /// <summary>From the option, the variable LANDFALL_ENDPOINTS, or the nearest file upward.</summary>
    internal static PlatformEndpoints Find(CliHost host, string? option)
    {
        var file = option ?? host.Variable("LANDFALL_ENDPOINTS") ?? Upward(host.Directory)
            ?? throw new CliException($"There is no {Place} in {host.Directory} or above it.",
                "Start the platform with `dotnet run --project local`, or name its file with --endpoints FILE.",
                ExitCodes.Unreachable);
        return Read(host, file);
    }

    /// <returns>Null when there is no such file: for commands that need only a part of it.</returns>
    internal static PlatformEndpoints? TryFind(CliHost host, string? option) =>
        (option ?? host.Variable("LANDFALL_ENDPOINTS") ?? Upward(host.Directory)) is { } file ? Read(host, file) : null;

    private static PlatformEndpoints Read(CliHost host, string file)
    {
        var path = Path.GetFullPath(file, host.Directory);
        if (!File.Exists(path))
            throw new CliException($"The file {file} does not exist.",
                "Name the platform's endpoints file; the platform writes it into its state folder.", ExitCodes.Unreachable);

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), CliJson.Default.PlatformEndpoints)
                is { Console.IsAbsoluteUri: true } found ? found : throw new JsonException("'console' is no address.");
        }
        catch (JsonException error)
        {
            throw new CliException($"{file} cannot be read: {error.Message}",
                "Expected: { \"console\": \"http://…\", \"key\": \"…\" }");
        }
    }

    private static string? Upward(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, Place);
            if (File.Exists(file))
                return file;
        }

        return null;
    }
}
