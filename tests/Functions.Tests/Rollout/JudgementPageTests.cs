using Landfall.Domain.Judgement;

namespace Landfall.Functions.Tests.Rollout;

/// <summary>The worked example on the page about judgement is what the code computes.</summary>
public sealed class JudgementPageTests
{
    private static readonly JudgeThresholds Two = new(ProportionJudges: 2, AlphaHarm: 0.05, AlphaSafety: 0.05);

    private static readonly StratumCounts[] Strata =
    [
        new("4.2", 2_970, 6, 30, 1), new("4.3", 900, 2, 100, 5), new("4.3", 1_800, 4, 200, 11),
    ];

    [Fact]
    public void The_page_shows_what_the_judge_says_at_each_look()
    {
        var page = Page();

        Assert.All(
            new[] { Line(Strata[0]), Line(Strata[0], Strata[1]), Line(Strata[0], Strata[2]) },
            line => Assert.Contains(line, page, StringComparison.Ordinal));
        Assert.Contains($"needs {Two.Harm:0}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_by_hand_is_what_one_failed_request_is_worth()
    {
        var evidence = ProportionTest.JudgeAlone([new("s", 0, 0, 1, 1)], 0.1, Two).Harm.Value;

        Assert.Contains($"0.189 / 0.1 = {evidence:0.00}.", Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_s_evidence_is_the_product_over_its_strata()
    {
        var whole = ProportionTest.Judge([Strata[0], Strata[2]], 0.005, Two).Harm.Value;
        var parts = ProportionTest.Judge([Strata[0]], 0.005, Two).Harm.Value
            * ProportionTest.Judge([Strata[2]], 0.005, Two).Harm.Value;

        Assert.Equal(parts, whole, parts * 1e-9);
    }

    /// <summary>Totals of the stratum looked at, then what is said of all strata so far.</summary>
    private static string Line(params StratumCounts[] strata)
    {
        var (last, judgement) = (strata[^1], ProportionTest.Judge(strata, 0.005, Two));
        return $"| {last.Stratum} | {last.ChampionBad} of {last.ChampionClusters:N0} | {last.CandidateBad} of {last.CandidateClusters:N0} "
            + $"| {judgement.Explanation} | {judgement.Outcome} |";
    }

    private static string Page() => File.ReadAllText(SourceTree.At("docs", "concepts", "judgement.md"));
}
