using Landfall.Contracts;
using Landfall.Domain.Records;
using Landfall.Domain.Serving;
using Landfall.Domain.Tests.Explanations;

namespace Landfall.Domain.Tests.Serving;

public sealed class ServedHistoryTests
{
    private static readonly ServedHistory History = ServedHistory.From(
        "flights-delay", Stories.All().Reverse().Select(run => (run.Status, run.Record.Entries)));

    [Theory]
    [InlineData("2026-01-31T09:39:59Z", "")]
    [InlineData("2026-01-31T09:40:00Z", "v1 100")]
    [InlineData("2026-02-28T09:45:00Z", "v1 100, v2 in shadow")]
    [InlineData("2026-02-28T09:55:00Z", "v1 90, v2 10")]
    [InlineData("2026-02-28T10:10:00Z", "v2 100")]
    [InlineData("2026-04-15T00:00:00Z", "v2 100")]
    [InlineData("2026-04-30T09:51:00Z", "v2 90, v3 10")]
    [InlineData("2026-04-30T09:52:00Z", "v2 100")]
    [InlineData("2030-01-01T00:00:00Z", "v2 100")]
    public void At_any_moment_it_is_known_what_served(string at, string shares) =>
        Assert.Equal(shares, Written(History.At(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void A_version_s_exposure_is_the_stretches_in_which_it_answered()
    {
        var span = Assert.Single(History.Of(3));

        Assert.Equal((Stories.April.AddMinutes(50), Stories.April.AddMinutes(52)), (span.From, span.To));
        Assert.Equal("flights-delay-b4dc0ffee123", span.RunId);
    }

    [Fact]
    public void A_rollback_by_hand_counts_from_its_own_time()
    {
        var (status, record) = Stories.Promoted();
        var fact = new RecordFact(
            status.Run.Id, "rollback-2.0", "rollback", "ana", Stories.March, "flights-delay v2 rolled back by ana", new Dictionary<string, string>
            {
                ["from"] = Stories.V(2).Digest,
                ["to"] = Stories.V(1).Digest,
            });

        var history = ServedHistory.From(
            "flights-delay", [(status, [.. record.Entries, RecordChain.Append(record.Entries[^1], fact)])]);

        Assert.Equal("v2 100", Written(history.At(Stories.March.AddSeconds(-1))));
        Assert.Equal("v1 100", Written(history.At(Stories.March)));
    }

    private static string Written(ServedSpan? span) => span is null ? "" : string.Join(
        ", ", span.Shares.Select(share => $"v{share.Version.Number} {share.Percent}")
            .Concat(span.Shadow is { } shadow ? [$"v{shadow.Number} in shadow"] : []));
}
