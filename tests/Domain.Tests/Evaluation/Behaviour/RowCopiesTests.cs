using Landfall.Contracts.Documents;
using Landfall.Domain.Evaluation.Behaviour;

namespace Landfall.Domain.Tests.Evaluation.Behaviour;

public sealed class RowCopiesTests
{
    [Fact]
    public void Columns_change_together_and_a_single_change_goes_with_each_value()
    {
        var change = new Dictionary<string, ChangeSpec>
        {
            ["origin"] = new(OneOf: ["JFK", "LAX"]),
            ["carrier"] = new(OneOf: ["AA", "DL"]),
            ["distance"] = new(Times: 1.5),
        };

        var copies = RowCopies.Of(new("x", Invariance: new(change)));

        Assert.Equal(
            [
                [new("origin", ChangeKind.Set, "JFK"), new("carrier", ChangeKind.Set, "AA"), new("distance", ChangeKind.Times, Number: 1.5)],
                [new("origin", ChangeKind.Set, "LAX"), new("carrier", ChangeKind.Set, "DL"), new("distance", ChangeKind.Times, Number: 1.5)],
            ],
            copies.Select(copy => (ColumnChange[])[.. copy.Changes]));
    }

    [Fact]
    public void Each_missing_column_is_left_out_by_itself_and_a_latency_asks_the_row_as_it_is()
    {
        Assert.Equal(
            ["a", "b"],
            RowCopies.Of(new("x", Missing: ["a", "b"])).Select(copy => Assert.Single(copy.Changes).Column));
        Assert.Empty(Assert.Single(RowCopies.Of(new("x", Latency: new(P95: TimeSpan.FromSeconds(1))))).Changes);
        Assert.Empty(RowCopies.Of(new("x", Cases: [])));
    }

    [Theory]
    [InlineData("0.12.3", true)]
    [InlineData("7", false)]
    [InlineData("0.1", false)]
    [InlineData("0.-1.3", false)]
    [InlineData("0.1.2.3", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_id_reads_back_as_it_was_written(string? text, bool isOne) =>
        Assert.Equal(isOne ? text : null, AskedRowId.Parse(text)?.ToString());
}
