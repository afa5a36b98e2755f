using System.Text;
using Landfall.Agent.Serving;
using Landfall.Contracts.Agent;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Agent.Tests;

/// <summary>What an agent keeps of the inputs that pass through it.</summary>
public sealed class InputSketchTests
{
    private static readonly InputBins[] Bins =
        [new("distance", Edges: [100, 1_000]), new("carrier", Values: ["AA", "UA"]), new("late", Values: ["false", "true"])];

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private InputSketch Sketch(params InputBins[] bins) => new("v7", "pod-1", time.GetUtcNow(), bins, time);

    private static ReadOnlyMemory<byte> Request(params (string Name, string Data)[] tensors) => Encoding.UTF8.GetBytes(
        $"{{\"inputs\":[{string.Join(",", tensors.Select(one => $"{{\"name\":\"{one.Name}\",\"data\":[{one.Data}]}}"))}]}}");

    private static IEnumerable<string> Counts(InputSketch sketch) =>
        sketch.Read().Columns.Select(column => $"{column.Name}: {string.Join(' ', column.Counts)}");

    [Fact]
    public void Numbers_fall_between_edges_words_are_counted_one_by_one_and_missing_values_come_last()
    {
        var sketch = Sketch(Bins);

        sketch.Add(Request(("distance", "5, 100, 100.5, 1e9, null, \"250\", \"far\""), ("carrier", "\"AA\",\"UA\",\"DL\",null,7,\"AA\",\"AA\""), ("late", "true,false,true,true,true,true,null")));

        Assert.Equal(["distance: 2 2 1 2", "carrier: 3 1 2 1", "late: 1 5 0 1"], Counts(sketch));
    }

    [Fact]
    public void A_column_that_a_request_does_not_have_is_counted_nowhere_and_one_that_nobody_asked_for_is_passed_over()
    {
        var sketch = Sketch(Bins);

        sketch.Add(Request(("distance", "5"), ("name", "\"Ana\"")));

        Assert.Equal(["distance: 1 0 0 0", "carrier: 0 0 0 0", "late: 0 0 0 0"], Counts(sketch));
        Assert.Equal(0, sketch.Read().Unread);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"inputs":7}""")]
    [InlineData("""{"inputs":[{"name":"distance"}]}""")]
    [InlineData("""{"inputs":[{"name":"distance","data":7}]}""")]
    public void What_cannot_be_read_is_counted_as_that(string body)
    {
        var sketch = Sketch(Bins);

        sketch.Add(Encoding.UTF8.GetBytes(body));
        sketch.Add(null);

        Assert.Equal(2, sketch.Read().Unread);
    }

    [Fact]
    public void No_more_than_twenty_requests_in_a_second_are_looked_at()
    {
        var sketch = Sketch(Bins[0]);

        for (var i = 0; i < 50; i++)
            sketch.Add(Request(("distance", "5")));
        time.Advance(TimeSpan.FromSeconds(1));
        sketch.Add(Request(("distance", "5")));

        Assert.Equal(["distance: 21 0 0 0"], Counts(sketch));
    }

    [Fact]
    public void The_bins_are_known_by_their_digest_and_without_any_nothing_is_counted()
    {
        Assert.Equal(InputBins.DigestOf(Bins), Sketch(Bins).Read().Bins);
        Assert.NotEqual(InputBins.DigestOf(Bins), Sketch(Bins[..2]).Read().Bins);

        var none = Sketch();
        none.Add(null);
        Assert.Equal((null, 0L), (none.Read().Bins, none.Read().Unread));
    }

    [Fact]
    public void What_is_written_into_the_environment_is_read_from_it()
    {
        var options = ServeOptions.Parse(["--version", "v7"], name => name == "LANDFALL_INPUTS" ? InputBins.Write(Bins) : null);

        Assert.Equal(InputBins.DigestOf(Bins), InputBins.DigestOf(options.Inputs!));
        var wrong = Assert.ThrowsAny<Exception>(() => ServeOptions.Parse(["--version", "v7"], name => name == "LANDFALL_INPUTS" ? "{" : null));
        Assert.Contains("LANDFALL_INPUTS cannot be read", wrong.Message, StringComparison.Ordinal);
    }
}
