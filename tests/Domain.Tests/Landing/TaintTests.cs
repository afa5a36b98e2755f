using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Landing;
using Landfall.Domain.Serving;

namespace Landfall.Domain.Tests.Landing;

public sealed class TaintTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TaintMark Mark = new("t1", Lifted: false, "anna", "v7 served", Day);

    [Fact]
    public void Data_that_landed_while_a_version_served_is_chosen_at_any_weight_and_to_both_ends()
    {
        ServedSpan[] served = [Span(2, 3), Span(5, null)];
        var closed = Enumerable.Range(1, 6).Select(day => Closed($"d{day}", day));

        Assert.Equal(["d2", "d3", "d5", "d6"], TaintChoice.Of(closed, served).Select(dataset => dataset.Name));
        Assert.Empty(TaintChoice.Of(closed, []));
    }

    [Fact]
    public void A_window_is_filled_from_what_counts_and_says_what_it_left_out()
    {
        var past = Past(new WindowSpec(Last: 3), tainted: ["d2", "d3"]);

        Assert.Equal(["d1", "d4"], past.Window.Select(dataset => dataset.Dataset.Name));
        Assert.Equal("d3", Assert.Single(past.LeftOut).Dataset.Dataset.Name);   // d2 would not have been in the window
        Assert.Equal("d4", past.Last?.Dataset.Name);
        Assert.Null(past.Own);
    }

    [Fact]
    public void A_window_of_days_does_not_reach_further_back_for_what_it_left_out()
    {
        var past = Past(new WindowSpec(Days: 3), tainted: ["d4"]);

        Assert.Equal(["d2", "d3"], past.Window.Select(dataset => dataset.Dataset.Name));
        Assert.Equal("d3", past.Last?.Dataset.Name);
    }

    [Fact]
    public void A_pipeline_that_keeps_tainted_data_trains_on_it_and_says_so()
    {
        var past = Past(new WindowSpec(Last: 3), tainted: ["d3", "d5"], TaintedData.Keep);

        Assert.Equal(["d3", "d4"], past.Window.Select(dataset => dataset.Dataset.Name));
        Assert.Equal("d3", Assert.Single(past.Kept).Dataset.Dataset.Name);
        Assert.Empty(past.LeftOut);
        Assert.Equal(Mark, past.Own);
    }

    private static DatasetPast Past(WindowSpec window, string[] tainted, TaintedData? keep = null)
    {
        var data = new DataSpec("flights", "monthly/", "*", new CompleteSpec(Marker: "_SUCCESS"), window, keep);
        AcceptedDataset[] before = [.. Enumerable.Range(1, 4).Select(day => new AcceptedDataset(new($"sha256:d{day}", $"d{day}", "", 1, 1), Day.AddDays(day), "r"))];
        return DatasetPast.Of(Closed("d5", 5), before, tainted.ToDictionary(name => $"sha256:{name}", _ => Mark), data);
    }

    private static DatasetManifest Closed(string name, int day) => new("flights", name, $"sha256:{name}", "flights", [], Day.AddDays(day));

    private static ServedSpan Span(int from, int? to) =>
        new(Day.AddDays(from), to is { } end ? Day.AddDays(end) : null, [new(new("flights", 7, "sha256:7", "server", "sha256:s"), 1)], null, "r", 1, "");
}
