using Landfall.Contracts;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Evaluation;
using Landfall.Domain.Registry.Cards;

namespace Landfall.Domain.Tests.Registry;

public sealed class ModelCardTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ModelVersionRef V2 = new("flights", 2, "sha256:model", "server@sha256:s", "sha256:statement");

    private static readonly ModelVersionPredicate Said = new(
        "flights", 2, "flights-1", "sha256:data", "trainer@sha256:t", "server@sha256:s", null,
        new Dictionary<string, string> { ["pipeline"] = "sha256:p" }, new Dictionary<string, double> { ["auc"] = 0.64123 },
        [new("auc >= 0.6", GateOutcome.Pass, "at least 0.62 | of 0.6")], At);

    private static CardEvidence Evidence => new(
        new(V2, "flights-1", At, "key-1", 1, 12), Said, new([new("model.bin", 12, new('0', 64))]),
        [new(1, V2, null, "flights-1", "promoted", At)]);

    [Fact]
    public void What_is_not_kept_any_more_is_said_and_what_was_signed_is_shown()
    {
        var text = CardMarkdown.Of(ModelCards.Of(Evidence));

        Assert.StartsWith("# flights v2\n\nRegistered 2026-03-01 12:00 UTC by run flights-1; champion since 2026-03-01 12:00 UTC.", text);
        Assert.Contains("the evaluation itself is not kept any more", text);
        Assert.Contains("| auc | 0.6412 |", text);
        Assert.Contains("| trainer image | trainer@sha256:t |", text);
        Assert.Contains(@"at least 0.62 \| of 0.6", text);
    }

    [Fact]
    public void A_text_from_outside_is_no_markup()
    {
        var card = ModelCards.Of(Evidence with { Seal = new(V2, "flights-2", "<b>bad</b>\n# heading [link](x)", At) });

        var text = CardMarkdown.Of(card);

        Assert.Contains(@"\<b\>bad\</b\> \# heading \[link\](x)", text);
        Assert.DoesNotContain("\n# heading", text);
    }

    [Fact]
    public void What_its_run_passed_by_an_override_stands_with_who_let_it_serve() => Assert.Equal(
        [
            "No decision is kept with this version.", "By an emergency override: freeze window 'audit' overridden by ana and bo.",
            "Its run has not ended.",
        ],
        ModelCards.Of(Evidence with { Overridden = ["freeze window 'audit' overridden by ana and bo"] }).Sections
            .Single(one => one.Heading == "Who let it serve").Text);

    [Fact]
    public void The_largest_parts_are_shown_with_the_first_metric_that_has_a_value()
    {
        var slices = Enumerable.Range(1, 20).Select(i => new SliceReport(
            "origin", $"A{i:D2}", i * 10, [i == 20 ? new("auc", null, null, null, 200, null, "one class") : new("auc", 0.5 + (i / 100.0), 0.4, 0.8, i * 10, null)], []));
        var report = new EvaluationReport(0.95, 2100, [new("auc", 0.64, 0.6, 0.68, 2100, null)], [], [], [.. slices]);

        var section = ModelCards.Of(Evidence with { Evaluation = report }).Sections.Single(one => one.Heading == "Parts of the data");

        Assert.Equal(12, section.Rows.Count);
        Assert.Equal(["origin = A20", "200", "undefined", "one class"], section.Rows[0]);
        Assert.Equal(["origin = A19", "190", "0.69", "0.4 to 0.8"], section.Rows[1]);
    }
}
