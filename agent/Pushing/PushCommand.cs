using Landfall.Agent.Blobs;

namespace Landfall.Agent.Pushing;

/// <summary><c>agent push</c>: takes what a trainer left in its output folder.</summary>
internal static class PushCommand
{
    private static readonly HashSet<string> Options = ["from", "to", "max-bytes"];
    private const long MaxBytes = 2L * 1024 * 1024 * 1024;

    public static async Task Run(
        string[] args, Func<string, string?> environment, HttpClient http, TextWriter output, CancellationToken cancel)
    {
        var options = new Arguments(args, Options, environment);
        var from = options.Need("from");
        var model = Path.Combine(from, "model");
        if (!Directory.Exists(model) || !Directory.EnumerateFiles(model, "*", SearchOption.AllDirectories).Any())
        {
            throw new AgentFailure(
                ExitCode.NothingToPush, "the trainer wrote no model: expected at least one file in /landfall/out/model");
        }

        var limit = options.Find("max-bytes") is { } text && long.TryParse(text, out var bytes) ? bytes : MaxBytes;
        var container = new BlobContainer(http, options.NeedSecret("LANDFALL_TARGET"), TimeProvider.System);

        // The model alone gets the digest that is evaluated, signed and served; what else was written lies beside it.
        var prefix = options.Need("to");
        var pushed = await new FolderPush(container).Push(model, prefix, limit, cancel);
        await PushExtra(container, from, "metrics.json", prefix, cancel);
        await output.WriteLineAsync($"pushed {pushed.Files.Count} files, {pushed.TotalSize:N0} bytes, {pushed.Digest}");
    }

    private static async Task PushExtra(
        BlobContainer container, string from, string name, string prefix, CancellationToken cancel)
    {
        var path = Path.Combine(from, name);
        if (File.Exists(path) && new FileInfo(path).Length < 1024 * 1024)
            await container.Create($"{prefix}/{name}", () => new StreamContent(File.OpenRead(path)), cancel);
    }
}
