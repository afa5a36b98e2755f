using System.Text;
using Landfall.Contracts;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Tests.Evaluate;

public sealed class BehavioursTests : IDisposable
{
    private const string Place =
        "behaviour: [ { name: place, invariance: { change: { origin: { oneOf: [ABC, DEF] } }, tolerance: 0.01 }, maxViolations: 0.05, rows: 100 } ]";

    private readonly JudgePlatform platform = new();

    public void Dispose() => platform.Dispose();

    /// <summary>Rows 0 to 99, each with the other origin; the first of them get another score.</summary>
    private static (string Rows, string Said) Asked(int moved, Func<int, string?>? said = null)
    {
        var (rows, answers) = (new StringBuilder("row,origin,delay\n"), new StringBuilder("row,label,score,ms,problem\n"));
        for (var row = 0; row < 100; row++)
        {
            var copy = row % 2 == 0 ? 1 : 0;
            var score = row < moved ? "0.99" : JudgePlatform.Score(row, 0.4);
            rows.Append($"0.{row}.{copy},{(copy == 0 ? "ABC" : "DEF")},{row % 100}\n");
            answers.Append(said?.Invoke(row) ?? $"0.{row}.{copy},{(string.CompareOrdinal(score, "0.5") >= 0 ? 1 : 0)},{score},3.25,\n");
        }

        return (rows.ToString(), answers.ToString());
    }

    private Task<EvaluationResult> Judge((string Rows, string Said)? asked) =>
        platform.Judge(JudgePlatform.Predictions(0.4), JudgePlatform.Predictions(0.8), asked);

    [Fact]
    public async Task A_model_that_behaves_passes_beside_its_gates()
    {
        platform.Evaluate($"gates: [ {{ metric: auc, min: 0.60 }} ], {Place}");

        var result = await Judge(Asked(moved: 0));

        Assert.True(result.Outcome == EvaluationOutcome.Pass, result.Headline);
        Assert.Equal(["auc at least 0.6", "behaviour: place"], result.Gates.Select(gate => gate.Name));
        Assert.Equal("None of 100 rows violate it; at 95 % confidence at most 3.62 % do, within the limit 5 %.", result.Gates[1].Explanation);
        Assert.Null(result.Gates[1].Examples);
    }

    [Fact]
    public async Task Good_metrics_do_not_save_a_model_that_misbehaves_and_the_headline_says_why()
    {
        platform.Evaluate($"gates: [ {{ metric: auc, min: 0.60 }} ], {Place}");

        var result = await Judge(Asked(moved: 30));

        Assert.Equal(EvaluationOutcome.Fail, result.Outcome);
        Assert.Equal([GateOutcome.Pass, GateOutcome.Fail], result.Gates.Select(gate => gate.Outcome));
        Assert.EndsWith("do, above the limit 5 %.", result.Headline);
        Assert.Contains(" Behaviour: place: 30 of 100 rows violate it (30 %); at 95 % confidence at least ", result.Headline);
        Assert.Equal(3, result.Gates[1].Examples!.Count);
        Assert.Matches(@"^row 0, origin ABC → DEF: score 0\.\d+ became 0\.99$", result.Gates[1].Examples![0]);
        var stored = await platform.Blobs.Read(new(Containers.Runs, result.Report), default);
        Assert.Contains("row 0, origin ABC", Encoding.UTF8.GetString(stored!.Content.Span));
    }

    [Fact]
    public async Task No_value_of_a_personal_column_is_shown()
    {
        platform.Personal("origin");
        platform.Evaluate($"gates: [ {{ metric: auc, min: 0.60 }} ], {Place}");

        var result = await Judge(Asked(moved: 30));

        Assert.StartsWith("row 0, origin changed: score ", result.Gates[1].Examples![0]);
        Assert.DoesNotContain("DEF", string.Join("", result.Gates[1].Examples!));
    }

    [Fact]
    public async Task A_marginal_check_asks_a_person_where_the_pipeline_wants_it()
    {
        platform.Evaluate($"gates: [ {{ metric: auc, min: 0.60 }} ], {Place.Replace("rows: 100", "rows: 100, onMarginal: ask", StringComparison.Ordinal)}");

        var result = await Judge(Asked(moved: 4));

        Assert.Equal(EvaluationOutcome.Ask, result.Outcome);
        Assert.EndsWith("and the limit 5 % lies between: a person decides.", result.Gates[1].Explanation);
    }

    [Fact]
    public async Task A_row_without_a_valid_answer_violates_and_says_what_came()
    {
        platform.Evaluate($"gates: [ {{ metric: auc, min: 0.60 }} ], {Place}");

        var result = await Judge(Asked(moved: 0, row => row == 7 ? "0.7.0,,,30.5,answered 500\n" : null));

        Assert.Equal("row 7, origin DEF → ABC: it answered 500", Assert.Single(result.Gates[1].Examples!));
    }

    [Theory]
    [InlineData("", "1 are unanswered")]
    [InlineData("0.7.0,1,0.5,3,\n0.7.0,1,0.5,3,\n", "1 answered twice")]
    [InlineData("0.7.0,1,0.5,3,\n0.700.0,1,0.5,3,\n", "1 were not asked")]
    public async Task Every_row_that_was_asked_is_answered_once(string line, string reason)
    {
        platform.Evaluate($"gates: [ {{ metric: auc, min: 0.60 }} ], {Place}");

        var result = await Judge(Asked(moved: 0, row => row == 7 ? line : null));

        Assert.Equal(EvaluationOutcome.Fail, result.Outcome);
        Assert.Contains(reason, result.Headline);
    }

    [Fact]
    public async Task Cases_missing_columns_and_latency_are_judged_each_by_its_own_rows()
    {
        platform.Evaluate("""
            gates: [ { metric: auc, min: 0.60 } ], behaviour: [
                { name: none, invariance: { change: { origin: { oneOf: [ABC] } } }, maxViolations: 0.2 },
                { name: obvious, cases: [ { given: { origin: ABC }, expect: { label: "true" } }, { given: { delay: "3" }, expect: { score: { max: 0.2 } } } ] },
                { name: gap, missing: [origin], maxViolations: 0.2, rows: 20 },
                { name: quick, latency: { p50: 20ms }, rows: 20 } ]
            """);
        var twenty = Enumerable.Range(0, 20).ToList();
        var rows = "row,origin,delay\n1.0.0,ABC,\n1.1.0,,3\n"
            + string.Concat(twenty.Select(i => $"2.{i}.0,,{i}\n")) + string.Concat(twenty.Select(i => $"3.{i}.0,ABC,{i}\n"));
        var said = "row,label,score,ms,problem\n1.0.0,1,0.9,3,\n1.1.0,0,0.6,3,\n"
            + string.Concat(twenty.Select(i => $"2.{i}.0,0,0.3,3,\n")) + string.Concat(twenty.Select(i => $"3.{i}.0,0,0.3,{(i < 2 ? 50 : 3)},\n"));

        var result = await Judge((rows, said));

        Assert.Equal(
            [GateOutcome.Pass, GateOutcome.Fail, GateOutcome.Fail, GateOutcome.Pass, GateOutcome.Pass],
            result.Gates.Select(gate => gate.Outcome));
        Assert.Equal("No row of the holdout could be asked in this way, so nothing is known.", result.Gates[1].Explanation);
        Assert.Equal(["case 2: score 0.6, expected at most 0.2"], result.Gates[2].Examples);
        Assert.StartsWith("2 of 20 answers took longer than 20ms", result.Gates[4].Explanation);
    }

    [Fact]
    public async Task A_check_that_no_row_fits_fails_and_says_that_nothing_is_known()
    {
        platform.Evaluate($"gates: [ {{ metric: auc, min: 0.60 }} ], {Place}");

        var result = await Judge(("row,origin,delay\n", "row,label,score,ms,problem\n"));

        Assert.Equal(EvaluationOutcome.Fail, result.Outcome);
        Assert.Equal("No row of the holdout could be asked in this way, so nothing is known.", result.Gates[1].Explanation);
    }

    [Fact]
    public async Task Classes_with_commas_and_quotes_are_read_as_they_were_said()
    {
        platform.Evaluate(
            "gates: [ { metric: accuracy, min: 0 } ], behaviour: [ { name: obvious, cases: [ { given: { origin: \"A,\\\"B\\\"\" }, expect: { label: \"late, \\\"very\\\"\" } } ] } ]",
            "multiclass");

        var result = await Judge((
            "row,origin,delay\n0.0.0,\"A,\"\"B\"\"\",\n", "row,label,score,ms,problem\n0.0.0,\"late, \"\"very\"\"\",0.5,3,\n"));

        Assert.Equal("All 1 cases are answered as expected.", result.Gates[1].Explanation);
    }

    [Fact]
    public async Task A_holdout_without_the_rows_is_an_error_and_no_verdict()
    {
        platform.Evaluate($"gates: [ {{ metric: auc, min: 0.60 }} ], {Place}");
        var (rows, _) = Asked(moved: 0);

        var failure = await Assert.ThrowsAsync<TerminalFailure>(() => Judge((rows, null!)));
        Assert.Contains("lists no behaviour.csv", failure.Message);
    }

    [Theory]
    [InlineData("{ \"peakBytes\": 104857600, \"processes\": 1 }", EvaluationOutcome.Pass, GateOutcome.Pass, "The server used 100 MiB at its peak, within")]
    [InlineData("{ \"peakBytes\": 604857600, \"processes\": 1 }", EvaluationOutcome.Fail, GateOutcome.Fail, "The server used 576.9 MiB at its peak, above")]
    [InlineData("{ \"processes\": 0, \"problem\": \"nobody listens\" }", EvaluationOutcome.Ask, GateOutcome.Ask, "not measured: nobody listens.")]
    [InlineData("no JSON", EvaluationOutcome.Ask, GateOutcome.Ask, "not measured: the agent beside it wrote nothing down.")]
    [InlineData(null, EvaluationOutcome.Ask, GateOutcome.Ask, "not measured: the agent beside it wrote nothing down.")]
    public async Task A_limit_on_memory_is_held_against_what_was_seen_and_unknown_asks_a_person(
        string? seen, EvaluationOutcome outcome, GateOutcome gate, string words)
    {
        platform.Evaluate("gates: [ { metric: auc, min: 0.60 } ], behaviour: [ { name: small, memory: { max: 512Mi } } ]");

        var result = await platform.Judge(JudgePlatform.Predictions(0.4), JudgePlatform.Predictions(0.8), memory: seen);

        Assert.True(result.Outcome == outcome, result.Headline);
        Assert.Equal(("behaviour: small", gate), (result.Gates[1].Name, result.Gates[1].Outcome));
        Assert.Contains(words, result.Gates[1].Explanation);
        var stored = Encoding.UTF8.GetString((await platform.Blobs.Read(new(Containers.Runs, result.Report), default))!.Content.Span);
        Assert.Equal(gate is GateOutcome.Pass or GateOutcome.Fail, stored.Contains("\"peakBytes\":", StringComparison.Ordinal));
    }
}
