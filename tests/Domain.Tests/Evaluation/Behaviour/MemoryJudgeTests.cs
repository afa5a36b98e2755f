using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation.Behaviour;

namespace Landfall.Domain.Tests.Evaluation.Behaviour;

public sealed class MemoryJudgeTests
{
    private const long Mi = 1L << 20;

    private static GateSummary Judge(ServerMemory? seen) => MemoryJudge.Of("small", new("512Mi"), seen);

    [Theory]
    [InlineData(312 * Mi, 1, GateOutcome.Pass, "The server used 312 MiB at its peak, within the limit 512 MiB.")]
    [InlineData(512 * Mi, 1, GateOutcome.Pass, "The server used 512 MiB at its peak, within the limit 512 MiB.")]
    [InlineData((512 * Mi) + 1, 1, GateOutcome.Fail, "The server used 512.1 MiB at its peak, above the limit 512 MiB.")]
    [InlineData(2048 * Mi, 3, GateOutcome.Fail, "The server's 3 processes used 2,048 MiB at their peaks, added, above the limit 512 MiB.")]
    public void One_number_decides_and_is_said(long peak, int processes, GateOutcome outcome, string explanation) =>
        Assert.Equal(new("behaviour: small", outcome, explanation), Judge(new(peak, processes)));

    [Fact]
    public void What_was_not_measured_is_a_persons_to_decide_and_never_a_pass()
    {
        var nothing = Judge(null);
        var unseen = Judge(new(null, 0, "no process listens on port 8080"));

        Assert.Equal([GateOutcome.Ask, GateOutcome.Ask], [nothing.Outcome, unseen.Outcome]);
        Assert.Equal(
            "The server's memory was not measured: no process listens on port 8080. The limit is 512 MiB. A person decides.", unseen.Explanation);
    }

    [Fact]
    public void A_part_of_it_within_the_limit_proves_nothing_and_above_it_proves_enough()
    {
        var within = Judge(new(100 * Mi, 1, "the server was started anew"));

        Assert.Equal(GateOutcome.Ask, within.Outcome);
        Assert.Contains("used 100 MiB at its peak as far as was seen", within.Explanation);
        Assert.Contains("the server was started anew. A person decides.", within.Explanation);
        Assert.Equal(GateOutcome.Fail, Judge(new(600 * Mi, 1, "the server was started anew")).Outcome);
    }

    [Theory]
    [InlineData("512Mi", 512 * Mi)]
    [InlineData("1.5Gi", 1536 * Mi)]
    [InlineData("2G", 2_000_000_000)]
    [InlineData("128k", 128_000)]
    [InlineData("1500m", 1)]
    [InlineData("77", 77)]
    public void Amounts_are_read_as_Kubernetes_reads_them(string text, long bytes) => Assert.Equal(bytes, MemoryAmount.Bytes(text));

    [Theory]
    [InlineData("")]
    [InlineData("Mi")]
    [InlineData("-1Mi")]
    [InlineData("99999999Ti")]
    public void What_is_no_amount_is_refused(string text) => Assert.Throws<FormatException>(() => MemoryAmount.Bytes(text));
}
