using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Records;
using Landfall.Domain.Signing;
using Landfall.Signing;

namespace Landfall.Cli.Commands;

/// <summary>Exported records and public keys on disk.</summary>
internal static class RecordFiles
{
    private const long MostBytes = 64 * 1024 * 1024;

    private static readonly JsonSerializerOptions Indented = new(ContractsJson.Options) { WriteIndented = true };

    public static async Task<RecordFile> Read(CliHost host, string name, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(name, host.Directory);
        if (new FileInfo(path).Length > MostBytes)
            throw new CliException($"{name} is too large to be a record.", "A record has at most 64 MiB.");

        try
        {
            await using var content = File.OpenRead(path);
            var file = await JsonSerializer.DeserializeAsync<RecordFile>(content, ContractsJson.Options, cancellation);
            return file is { Format: not null, RunId: not null, Entries: not null } && file.Entries.All(entry => entry?.Fact is not null)
                ? file
                : throw new JsonException("it lacks format, runId or entries");
        }
        catch (JsonException wrong)
        {
            throw new CliException($"{name} is no exported record: {wrong.Message}", "Write one: landfall record export RUN");
        }
    }

    public static async Task Write(CliHost host, string name, RecordFile file, CancellationToken cancellation) =>
        await File.WriteAllTextAsync(
            Path.GetFullPath(name, host.Directory), JsonSerializer.Serialize(file, Indented) + "\n", cancellation);

    /// <returns>Null when no file is given.</returns>
    public static ISignatureCheck? Keys(CliHost host, string? name)
    {
        if (name is null)
            return null;
        var path = Path.GetFullPath(name, host.Directory);
        return File.Exists(path)
            ? new SignatureCheck(new FilePublicKeys(path, "--keys"))
            : throw new CliException($"The file {name} does not exist.", "Name a file with the public keys (PEM) of whoever signs records.");
    }

    /// <summary>The keys that the file brings along: they show damage, not who signed.</summary>
    public static ISignatureCheck? Own(RecordFile file) =>
        file.PublicKeys is { } pem ? new SignatureCheck(new Given(pem)) : null;

    private sealed class Given(string pem) : IPublicKeys
    {
        public Task<string> Pem(CancellationToken cancellation) => Task.FromResult(pem);
    }
}
