using System.Net;
using System.Text.Json;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Cli.Tests;

public sealed class PipelineCommandsTests : IDisposable
{
    private const string Digest = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private const string Smallest = $$"""
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: flights-delay, owner: team-arrivals }
        spec:
          data: { container: flights, prefix: monthly/, complete: { marker: _SUCCESS } }
          label: { name: delayed, expr: "delay > 15" }
          train: { image: "registry.example.com/trainer@sha256:{{Digest}}" }
          serve: { image: "registry.example.com/server@sha256:{{Digest}}", route: flights-delay }
        """;

    private readonly TestPlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task A_good_pipeline_is_valid_without_any_platform()
    {
        Assert.Equal(0, await _platform.RunAsync("pipeline", "validate", _platform.Write("p.yaml", Smallest)));
        Assert.StartsWith("✓ ModelPipeline flights-delay, sha256:", _platform.Output, StringComparison.Ordinal);
        Assert.Empty(_platform.Requests);
    }

    [Fact]
    public async Task Every_problem_is_shown_with_its_place()
    {
        var text = Smallest.Replace("marker:", "markr:", StringComparison.Ordinal)
            .Replace("route: flights-delay", "route: Flights", StringComparison.Ordinal);

        Assert.Equal(1, await _platform.RunAsync("pipeline", "validate", _platform.Write("p.yaml", text)));

        Assert.Contains("p.yaml:5:", _platform.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'marker'?", _platform.Output, StringComparison.Ordinal);
        Assert.Contains("p.yaml:8:", _platform.Output, StringComparison.Ordinal);
        Assert.EndsWith("✕ 3 problems\n", _platform.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_names_the_same_problems()
    {
        var file = _platform.Write("p.yaml", Smallest + "\n  presett: fast\n");

        Assert.Equal(1, await _platform.RunAsync("pipeline", "validate", file, "--json"));

        var answer = JsonDocument.Parse(_platform.Output).RootElement;
        Assert.False(answer.GetProperty("valid").GetBoolean());
        Assert.Equal("spec.presett", answer.GetProperty("problems")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Traffic_gives_a_forecast_that_says_which_step_is_too_short()
    {
        var file = _platform.Write("p.yaml", Smallest);

        Assert.Equal(0, await _platform.RunAsync("pipeline", "validate", file, "--rps", "1"));

        var rows = _platform.Output.Split('\n').Where(line => line.Contains('\t')).ToArray();
        Assert.Equal(6, rows.Length);
        // One request per second mirrored for 30 minutes: 1,800 of the 2,000 samples that are asked for.
        Assert.StartsWith("shadow\t30m\t1,800\t2,000\t33.3 min\tnot asked\t▲", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("100 %\t1h\t3,600\t0\t0 min\tnot asked", rows[5], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_effective_pipeline_reads_back_to_the_same_document()
    {
        var file = _platform.Write("p.yaml", Smallest);

        Assert.Equal(0, await _platform.RunAsync("pipeline", "show", file, "--effective"));

        var shown = DocumentReader.Read(_platform.Output);
        Assert.Equal(
            DocumentDigest.Of(DocumentReader.Read(Smallest).Document!), DocumentDigest.Of(shown.Document!));
    }

    [Fact]
    public async Task Apply_sends_the_effective_document_with_the_key()
    {
        var file = _platform.Write("p.yaml", Smallest);
        _platform.Answer = _ => (HttpStatusCode.OK, """{ "digest": "sha256:stored", "appliedBy": "api", "appliedAt": "2030-01-01T00:00:00Z" }""");

        Assert.Equal(0, await _platform.RunAsync("pipeline", "apply", file, "--environment", "local"));

        // Tags have become digests: what was stored is not what was sent.
        Assert.Equal("✓ ModelPipeline flights-delay is current as sha256:stored\n", _platform.Output);

        var request = Assert.Single(_platform.Requests);
        const string Start =
            "PUT http://console.test/api/documents/ModelPipeline/flights-delay?environment=local k1 ";
        Assert.StartsWith(Start, request, StringComparison.Ordinal);
        var sent = DocumentReader.FromJson(DocumentKinds.ModelPipeline, request[Start.Length..]);
        Assert.Equal(5, ((ModelPipeline)sent).Spec.Rollout.Steps.Count);
    }

    [Theory]
    [InlineData("ana", null, "?by=ana")]
    [InlineData(null, "root", "?by=root")]
    [InlineData(null, null, "")]
    public async Task Apply_says_who_asks_and_with_a_token_proves_it(string? named, string? user, string query)
    {
        var file = _platform.Write("p.yaml", Smallest);
        _platform.Answer = _ => (HttpStatusCode.OK, """{ "digest": "sha256:stored", "appliedBy": "ana", "appliedAt": "2030-01-01T00:00:00Z" }""");
        _platform.Variables["LANDFALL_TOKEN"] = "eyJ0";
        if (user is not null)
            _platform.Variables["USER"] = user;

        Assert.Equal(0, await _platform.RunAsync(["pipeline", "apply", file, .. named is null ? Array.Empty<string>() : ["--as", named]]));

        Assert.StartsWith(
            $"PUT http://console.test/api/documents/ModelPipeline/flights-delay{query} k1 ", Assert.Single(_platform.Requests), StringComparison.Ordinal);
        Assert.Equal("Bearer eyJ0", Assert.Single(_platform.Authorizations));
        Assert.DoesNotContain("eyJ0", _platform.Output + _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_none_is_sent_and_a_refusal_is_shown_with_what_to_do()
    {
        var file = _platform.Write("p.yaml", Smallest);
        _platform.Answer = _ => (HttpStatusCode.Forbidden, """{ "code": "mayNot", "message": "vic may not operate flights-delay.", "hint": "Ask ana." }""");

        Assert.Equal(1, await _platform.RunAsync("pipeline", "apply", file, "--as", "vic"));

        Assert.Null(Assert.Single(_platform.Authorizations));
        Assert.Contains("vic may not operate flights-delay.", _platform.Error, StringComparison.Ordinal);
        Assert.Contains("Ask ana.", _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_document_is_never_sent()
    {
        var file = _platform.Write("p.yaml", "kind: ModelPipeline");
        Assert.Equal(1, await _platform.RunAsync("pipeline", "apply", file));
        Assert.Empty(_platform.Requests);
    }

    [Fact]
    public async Task A_refusal_shows_the_platforms_own_words()
    {
        _platform.Answer = _ => (HttpStatusCode.Conflict,
            """{ "code": "changed", "message": "Someone else applied it.", "hint": "Read it again." }""");
        Assert.Equal(1, await _platform.RunAsync("pipeline", "apply", _platform.Write("p.yaml", Smallest)));
        Assert.Equal("Someone else applied it.\nRead it again.\n", _platform.Error);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        Assert.Equal(1, await _platform.RunAsync("pipeline", "validate", "nowhere.yaml"));
        Assert.Contains("nowhere.yaml does not exist", _platform.Error, StringComparison.Ordinal);
    }
}
