using System.Net;
using Landfall.Domain.Documents;
using Spectre.Console;

namespace Landfall.Cli.Tests;

/// <summary>The command line in process, against answers made up here; remembers what was asked.</summary>
internal sealed class TestPlatform : HttpMessageHandler
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public TestPlatform()
    {
        Folder = Directory.CreateTempSubdirectory("landfall-cli-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, ".landfall"));
        Write(".landfall/endpoints.json",
            """
            { "console": "http://console.test", "approve": "http://approve.test", "key": "k1", "approveKey": "k2" }
            """);
    }

    /// <summary>A pipeline as the platform has it, canonical JSON.</summary>
    public static string Pipeline { get; } = DocumentDigest.CanonicalJson(DocumentReader.Read("""
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: flights-delay, owner: team-arrivals }
        spec:
          data: { container: flights, prefix: monthly/, files: "*.csv", complete: { marker: _SUCCESS } }
          label: { name: delayed, expr: "delay > 15" }
          train: { image: "registry.example.com/trainer:1" }
          serve: { image: "registry.example.com/server:1", route: flights-delay }
        """).Document!);

    public string Folder { get; }

    public Func<HttpRequestMessage, (HttpStatusCode Status, string Body)> Answer { get; set; } =
        _ => (HttpStatusCode.OK, "{}");

    public List<string> Requests { get; } = [];

    /// <summary>Environment variables of whoever calls.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The Authorization header of each request; null where it had none.</summary>
    public List<string?> Authorizations { get; } = [];

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return name;
    }

    public Task<int> RunAsync(params string[] args)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_output) });
        return CliApp.RunAsync(args, new CliHost(console, _error, this, Folder, Variables.GetValueOrDefault) { Pause = TimeSpan.Zero });
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = request.Headers.TryGetValues("x-functions-key", out var keys) ? keys.Single() : "none";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add($"{request.Method} {request.RequestUri} {key} {body}".TrimEnd());
        Authorizations.Add(request.Headers.Authorization?.ToString());
        var (status, text) = Answer(request);
        return new HttpResponseMessage(status) { Content = new StringContent(text) };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Directory.Delete(Folder, recursive: true);
        base.Dispose(disposing);
    }
}
