using System.Globalization;
using System.Text.Json;
using Landfall.Agent.Blobs;
using Landfall.Agent.Predicting.Memory;
using Landfall.Agent.Pushing;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Predicting;

/// <summary><c>agent predict</c>: lets a server answer for the rows held out, and pushes what it said.</summary>
internal static class PredictCommand
{
    private const int Batch = 256;
    private const int Parallel = 2;
    private const long MaxBytes = 1024L * 1024 * 1024;

    private static readonly HashSet<string> Options =
        ["features", "spec", "model", "url", "out", "to", "ready-within", "behaviour", "measure"];

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public static async Task Run(
        string[] args, Func<string, string?> environment, HttpClient http, TextWriter output, CancellationToken cancel)
    {
        var options = new Arguments(args, Options, environment);
        var spec = ReadSpec(options.Need("spec"));
        var features = Features.Read(options.Need("features"), spec);
        var apart = options.Find("behaviour") is { } file ? Features.Read(file, spec) : null;
        var folder = options.Need("out");
        if (!Uri.TryCreate(options.Need("url"), UriKind.Absolute, out var url))
            throw Arguments.Usage("--url is no address; expected http://127.0.0.1:PORT");

        using var local = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        var server = new InferenceClient(local, url, options.Need("model"), TimeProvider.System);
        var readyWithin = TimeSpan.FromSeconds(options.Number("ready-within", null, 120, 1, 7200));
        await server.WaitUntilReady(readyWithin, cancel);

        var meter = Measures(options) ? new MemoryMeter(new("/proc"), url.Port) : null;
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        var watch = meter?.Watch(timer, answered.Token) ?? Task.CompletedTask;
        var answers = await Ask(server, features, output, cancel);
        Directory.CreateDirectory(folder);
        await Write(Path.Combine(folder, "predictions.csv"), features, answers, cancel);
        if (apart is not null)
        {
            // A connection each: one that the server closed meanwhile must not count against a row.
            using var fresh = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
            var alone = new InferenceClient(fresh, url, options.Need("model"), TimeProvider.System);
            var said = await new RowsApart(alone, TimeProvider.System, readyWithin).Ask(apart, cancel);
            await WriteApart(Path.Combine(folder, "behaviour.csv"), apart, said, cancel);
            await output.WriteLineAsync($"{apart.Count:N0} rows of behavioural checks asked one by one");
        }

        await answered.CancelAsync();
        await watch;
        if (meter is not null)
            await Write(folder, meter.Result, output, cancel);
        var container = new BlobContainer(http, options.NeedSecret("LANDFALL_TARGET"), TimeProvider.System);
        var pushed = await new FolderPush(container).Push(folder, options.Need("to"), MaxBytes, cancel);
        await output.WriteLineAsync($"predicted {features.Count:N0} rows, {pushed.Digest}");
    }

    private static bool Measures(Arguments options) => options.Find("measure") switch
    {
        null => false,
        "memory" => true,
        var other => throw Arguments.Usage($"--measure is '{other}'; expected memory"),
    };

    private static async Task Write(string folder, ServerMemory seen, TextWriter output, CancellationToken cancel)
    {
        await File.WriteAllBytesAsync(
            Path.Combine(folder, ServerMemory.FileName), JsonSerializer.SerializeToUtf8Bytes(seen, AgentJson.Default.ServerMemory), cancel);
        await output.WriteLineAsync(
            $"the server used {seen.PeakBytes?.ToString("N0") ?? "unknown"} bytes of memory at its peak"
            + (seen.Problem is { } why ? $": {why}" : ""));
    }

    private static InputSpec ReadSpec(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), AgentJson.Default.InputSpec)
                ?? throw new AgentFailure(ExitCode.Refused, $"{path} is empty");
        }
        catch (JsonException wrong)
        {
            throw new AgentFailure(ExitCode.Refused, $"{path} is no spec.json: {wrong.Message}", wrong);
        }
    }

    private static async Task<Prediction[]> Ask(
        InferenceClient server, Features features, TextWriter output, CancellationToken cancel)
    {
        var answers = new Prediction[features.Count];
        var starts = Enumerable.Range(0, (features.Count + Batch - 1) / Batch).Select(batch => batch * Batch);
        var done = 0;

        await System.Threading.Tasks.Parallel.ForEachAsync(
            starts,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel },
            async (from, stop) =>
            {
                var count = Math.Min(Batch, features.Count - from);
                var said = await server.Infer(features.Request(from, count), count, stop);
                for (var i = 0; i < count; i++)
                    answers[from + i] = said[i];
                Interlocked.Add(ref done, count);
            });

        await output.WriteLineAsync($"100 {done:N0} rows answered");
        return answers;
    }

    private static async Task Write(string path, Features features, Prediction[] answers, CancellationToken cancel)
    {
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("row,label,score".AsMemory(), cancel);
        for (var i = 0; i < features.Count; i++)
        {
            var line = string.Create(
                CultureInfo.InvariantCulture, $"{features.Row(i)},{CsvLine.Value(answers[i].Label)},{answers[i].Score:R}");
            await file.WriteLineAsync(line.AsMemory(), cancel);
        }
    }

    /// <summary>Milliseconds; a row without an answer says why in its last column.</summary>
    private static async Task WriteApart(string path, Features rows, IReadOnlyList<RowAnswer> answers, CancellationToken cancel)
    {
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("row,label,score,ms,problem".AsMemory(), cancel);
        for (var i = 0; i < rows.Count; i++)
        {
            var (said, took, problem) = answers[i];
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{rows.Row(i)},{CsvLine.Value(said?.Label ?? "")},{said?.Score:R},{took.TotalMilliseconds:0.###},{problem}");
            await file.WriteLineAsync(line.AsMemory(), cancel);
        }
    }
}
