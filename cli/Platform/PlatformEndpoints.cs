using System.Text.Json;

namespace Landfall.Cli.Platform;

/// <summary>Where the platform is: the content of <c>endpoints.json</c>.</summary>
/// <param name="Console">The address of the Console app.</param>
/// <param name="Approve">The address of the Approve app; the Console's when absent.</param>
/// <param name="Key">The function key, when the platform asks for one.</param>
/// <param name="ApproveKey">The function key of the Approve app; <paramref name="Key"/> when absent.</param>
public sealed record PlatformEndpoints(
    Uri Console, Uri? Approve = null, string? Key = null, string? ApproveKey = null)
{
    private const string Place = ".landfall/endpoints.json";

    /// <summary>From the option, the variable LANDFALL_ENDPOINTS, or the nearest file upward.</summary>
    internal static PlatformEndpoints Find(CliHost host, string? option)
    {
        var file = option ?? host.Variable("LANDFALL_ENDPOINTS") ?? Upward(host.Directory)
            ?? throw new CliException($"There is no {Place} in {host.Directory} or above it.",
                "Start the platform first, or name a file with --endpoints FILE.", ExitCodes.Unreachable);
        var path = Path.GetFullPath(file, host.Directory);
        if (!File.Exists(path))
            throw new CliException($"The file {file} does not exist.", "Name the platform's endpoints file.");

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
