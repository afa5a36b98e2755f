using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.DuckDb.Tables;

namespace Landfall.Cli.Conformance;

/// <summary>Starts a server on the model that was just trained, asks it, and tells what it does against the contract.</summary>
internal sealed class ServerProbe(
    IReadOnlyList<string> command, string directory, TinyDataset dataset, ModelTask task, TimeSpan limit, Findings findings)
{
    private const int Asked = 50;
    private const string Model = "trainer-test";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http = new() { Timeout = limit };

    public async Task Run(string place, string model, CancellationToken cancellation)
    {
        var root = Directory.CreateDirectory(Path.Combine(place, "server")).FullName;
        Directory.CreateDirectory(root + "-tmp");
        Copy(model, Path.Combine(root, "model"));
        var port = FreePort();
        http.BaseAddress = new($"http://127.0.0.1:{port}");
        await using var server = ProgramRun.Start(command, directory, new Dictionary<string, string>
        {
            ["LANDFALL_ROOT"] = root,
            ["PORT"] = $"{port}",
            ["HOME"] = root + "-tmp",
            ["TMPDIR"] = root + "-tmp",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        });
        if (!await IsReady(server, cancellation))
            return;

        var rows = dataset.Rows(Asked, cancellation);
        var together = await Ask(rows, "answers", cancellation);
        if (together is not null)
            await OneByOne(rows, together, cancellation);
        await Holes(rows, server, cancellation);
        await Nonsense(server, cancellation);
    }

    private async Task<bool> IsReady(ProgramRun server, CancellationToken cancellation)
    {
        var until = DateTime.UtcNow + limit;
        while (DateTime.UtcNow < until && !server.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync("/v2/health/ready", cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    findings.Pass("gets ready", "GET /v2/health/ready answers 200.");
                    return true;
                }
            }
            catch (HttpRequestException)
            {
                // It is not listening yet.
            }

            await Task.Delay(Pause, cancellation);
        }

        findings.Fail("gets ready", $"{(server.HasExited ? "It ended" : $"It did not answer GET /v2/health/ready with 200 within {limit:c}")}; "
            + $"its last words: {string.Join(" / ", await server.LastWords(cancellation))}. It must listen on 127.0.0.1:$PORT.");
        return false;
    }

    /// <returns>Its scores, or labels where it gives no scores; null when the answer cannot be used.</returns>
    private async Task<IReadOnlyList<double>?> Ask(
        IReadOnlyList<IReadOnlyList<string?>> rows, string name, CancellationToken cancellation)
    {
        var (status, text) = await Post(Request(rows), cancellation);
        if (status != HttpStatusCode.OK)
        {
            findings.Fail(name, $"{rows.Count} rows were answered with {(int)status}: {Short(text)}");
            return null;
        }

        var (values, problem) = InferReply.Read(text, rows.Count, task);
        findings.Add(name, problem, $"{rows.Count} rows, {rows.Count} labels and scores.");
        return values;
    }

    private async Task OneByOne(
        IReadOnlyList<IReadOnlyList<string?>> rows, IReadOnlyList<double> together, CancellationToken cancellation)
    {
        foreach (var index in new[] { 0, rows.Count / 2, rows.Count - 1 })
        {
            var (status, text) = await Post(Request([rows[index]]), cancellation);
            var (values, problem) = status == HttpStatusCode.OK ? InferReply.Read(text, 1, task) : (null, $"it answered {(int)status}");
            if (values is null || Math.Abs(values[0] - together[index]) > 1e-6)
            {
                findings.Fail("alone as in a batch", problem is not null
                    ? $"Row {index + 1} alone: {problem}."
                    : $"Row {index + 1} scores {values![0]:R} alone and {together[index]:R} among {rows.Count}: an answer must depend on its row alone.");
                return;
            }
        }

        findings.Pass("alone as in a batch", "A row scores the same alone and among others.");
    }

    /// <summary>Rows with missing values are asked in production too: any answer but a crash is one.</summary>
    private async Task Holes(IReadOnlyList<IReadOnlyList<string?>> rows, ProgramRun server, CancellationToken cancellation)
    {
        IReadOnlyList<string?> empty = [.. rows[0].Select(_ => (string?)null)];
        var (status, text) = await Post(Request([empty]), cancellation);
        findings.Add("missing values", (int)status >= 500 || server.HasExited
            ? $"A row without values was answered with {(int)status}: {Short(text)} Answer it, or refuse it with 400." : null,
            $"A row without values is answered with {(int)status}.");
    }

    private async Task Nonsense(ProgramRun server, CancellationToken cancellation)
    {
        var (status, text) = await Post(new JsonObject { ["inputs"] = new JsonArray() }, cancellation);
        findings.Add("says no to nonsense", (int)status is >= 400 and < 500 && !server.HasExited ? null
            : $"A request without tensors was answered with {(int)status}: {Short(text)} Expected 400: what a client did wrong is no error of the model.",
            $"A request without tensors is answered with {(int)status}.");
    }

    private JsonObject Request(IReadOnlyList<IReadOnlyList<string?>> rows) => new()
    {
        ["inputs"] = new JsonArray([.. dataset.Features.Select((column, index) => (JsonNode)new JsonObject
        {
            ["name"] = column.Name,
            ["datatype"] = DataType(column),
            ["shape"] = new JsonArray(rows.Count),
            ["data"] = new JsonArray([.. rows.Select(row => Value(column, row[index]))]),
        })]),
    };

    private static string DataType(DataColumn column) => column.Type switch
    {
        ColumnType.Integer => "INT64",
        ColumnType.Number => "FP64",
        ColumnType.Boolean => "BOOL",
        _ => "BYTES",
    };

    private static JsonNode? Value(DataColumn column, string? text) => text is null ? null : column.Type switch
    {
        ColumnType.Integer or ColumnType.Number or ColumnType.Boolean => JsonNode.Parse(text),
        _ => JsonValue.Create(text),
    };

    private async Task<(HttpStatusCode Status, string Text)> Post(JsonObject request, CancellationToken cancellation)
    {
        using var body = new StringContent(request.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var answer = await http.PostAsync($"/v2/models/{Model}/infer", body, cancellation);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return (HttpStatusCode.BadGateway, $"it gave no answer: {broken.Message}");
        }
    }

    private static string Short(string text) => text.Length > 200 ? text[..200] + "…" : text;

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
