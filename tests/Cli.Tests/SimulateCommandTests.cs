using System.Text.Json;
using System.Xml.Linq;

namespace Landfall.Cli.Tests;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly TestPlatform _platform = new();

    public SimulateCommandTests() => _platform.Write("pipeline.yaml",
        """
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: flights-delay, owner: team-arrivals }
        spec:
          preset: fast
          data: { container: flights, prefix: monthly/, files: "*.csv", complete: { marker: _SUCCESS } }
          label: { name: delayed, expr: "delay > 15" }
          train: { image: "registry.example.com/trainer:1" }
          serve: { image: "registry.example.com/server:1", route: flights-delay }
          rollout:
            steps:
              - { weight: 10, for: 2m, minSamples: 50 }
              - { weight: 100, bake: 30s }
            judge: [ { name: errors, proportion: failed, margin: 0.005 } ]
            onInconclusive: { extend: 1, then: rollback }
        """);

    public void Dispose() => _platform.Dispose();

    private Task<int> Simulate(params string[] more) =>
        _platform.RunAsync(["simulate", "pipeline.yaml", "--rps", "50", "--baseline-error", "0.01", "--rollouts", "30", .. more]);

    [Fact]
    public async Task A_broken_candidate_is_found_and_a_program_gets_the_numbers()
    {
        Assert.Equal(0, await Simulate("--candidate-error", "0.3", "-o", "json"));

        var found = JsonDocument.Parse(_platform.Output).RootElement;
        Assert.Equal((true, 0, 0), (
            found.GetProperty("isHarmful").GetBoolean(), found.GetProperty("missedHarm").GetDouble(),
            found.GetProperty("falseRollback").GetDouble()));
        Assert.Equal(1, found.GetProperty("candidate").GetProperty("harm").GetDouble());
        Assert.InRange(found.GetProperty("candidate").GetProperty("toVerdict").GetProperty("median").GetDouble(), 1, 15);
        Assert.InRange(found.GetProperty("identical").GetProperty("toVerdict").GetProperty("median").GetDouble(), 150, 165);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_table_and_a_harmless_candidate_misses_nothing()
    {
        Assert.Equal(0, await Simulate("--candidate-error", "0.012"));
        Assert.Equal(0, await Simulate("--candidate-error", "0.012"));

        var halves = _platform.Output.Split("flights-delay: 2 steps", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(halves[0], halves[1]);
        Assert.Contains("This candidate does no harm by the judges' margins.", halves[0], StringComparison.Ordinal);
        Assert.Contains("promised at most 5.0 %", halves[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picture_is_well_formed_and_shows_steps_and_both_candidates()
    {
        Assert.Equal(0, await Simulate("--candidate-error", "0.3", "--plot", "plot.svg"));

        var picture = XDocument.Load(Path.Combine(_platform.Folder, "plot.svg"));
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Equal(4, picture.Descendants(svg + "polyline").Count());
        var words = picture.Descendants(svg + "text").Select(text => text.Value).ToList();
        Assert.All(["10 %", "all", "candidate: rolled back", "as the champion: promoted"], word => Assert.Contains(word, words));
        Assert.DoesNotContain("NaN", picture.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_shows_what_it_says()
    {
        var page = File.ReadAllText(SourceTree.At("docs", "guides", "rollout.md"));
        var shown = page.Split("```", StringSplitOptions.TrimEntries).Single(part => part.StartsWith("$ landfall simulate", StringComparison.Ordinal));
        var lines = shown.Split('\n');
        var args = lines[0]["$ landfall ".Length..].Split(' ');
        args[1] = SourceTree.At(args[1]);

        Assert.Equal(0, await _platform.RunAsync(args));

        // The page has the table in columns, a pipe has tabs between them.
        Assert.Equal(Words(string.Join('\n', lines[1..])), Words(_platform.Output));
    }

    private static string[] Words(string text) => text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);

    [Theory]
    [InlineData("--candidate-error", "2", "Write a share from 0 to below 1")]
    [InlineData("--rollouts", "0", "--rollouts is out of range")]
    [InlineData("--after", "soon", "is no time")]
    [InlineData("--plot", "nowhere/plot.svg", "cannot be written")]
    public async Task A_number_that_is_none_is_refused_with_what_to_write(string option, string value, string said)
    {
        string[] rest = option == "--rollouts" ? [] : ["--rollouts", "5"];
        Assert.Equal(1, await _platform.RunAsync(
            ["simulate", "pipeline.yaml", "--rps", "50", option, value, .. rest]));
        Assert.Contains(said, _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_with_problems_is_not_simulated()
    {
        _platform.Write("broken.yaml", "kind: ModelPipeline\n");

        Assert.Equal(1, await _platform.RunAsync("simulate", "broken.yaml", "--rps", "50"));

        Assert.Contains("landfall pipeline validate broken.yaml", _platform.Error, StringComparison.Ordinal);
    }
}
