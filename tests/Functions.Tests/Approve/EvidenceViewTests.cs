using Landfall.Contracts;

namespace Landfall.Functions.Tests.Approve;

public sealed class EvidenceViewTests
{
    private readonly ApprovalBench bench = new();

    [Fact]
    public async Task A_person_who_is_asked_sees_the_rows_that_left_the_question_open()
    {
        var request = bench.Question.Request;
        var gate = new GateSummary(
            "behaviour: place", GateOutcome.Ask, "4 of 100 rows violate it", ["row 3, origin <b>A</b> → DEF: score 0.2 became 0.9"]);
        await bench.Replace(bench.Question with
        {
            Request = request with { Evaluation = request.Evaluation with { Gates = [gate] } },
        });

        var page = (await bench.Show(bench.Token("anna"))).Body;

        Assert.Contains("0 of 1 gates passed; the others:", page, StringComparison.Ordinal);
        Assert.Contains("▲ asks a person</span> behaviour: place: 4 of 100 rows violate it", page, StringComparison.Ordinal);
        Assert.Contains("row 3, origin &lt;b&gt;A&lt;/b&gt; → DEF: score 0.2 became 0.9", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_is_asked_sees_what_systems_outside_said()
    {
        await bench.Replace(bench.Question with
        {
            Request = bench.Question.Request with
            {
                Checks =
                [
                    new("bias", true, CheckConclusion.Unknown, "no answer within 2h"),
                    new("speed", false, CheckConclusion.Success, "<i>fast</i>", "https://ci.example.com/7"),
                ],
            },
        });

        var page = (await bench.Show(bench.Token("anna"))).Body;

        Assert.Contains("? gave no answer</span> bias: no answer within 2h", page, StringComparison.Ordinal);
        Assert.Contains("✓ passed</span> speed, not required: &lt;i&gt;fast&lt;/i&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://ci.example.com/7\"", page, StringComparison.Ordinal);
    }
}
