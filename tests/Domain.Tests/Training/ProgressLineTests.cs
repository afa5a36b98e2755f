using Landfall.Domain.Training;

namespace Landfall.Domain.Tests.Training;

public sealed class ProgressLineTests
{
    [Theory]
    [InlineData("start\n40 % of rows\nnoise", "40 % of rows")]
    [InlineData("10 first pass\n40 second pass", "40 second pass")]
    [InlineData("epoch 3/10\r\n", "epoch 3/10")]
    [InlineData("7 of 9 folds", "7 of 9 folds")]
    [InlineData("101 dalmatians", null)]
    [InlineData("", null)]
    public void The_last_line_that_says_how_far_it_is_counts(string log, string? line) =>
        Assert.Equal(line, ProgressLine.Last(log));

    [Fact]
    public void A_long_line_is_cut()
    {
        var line = ProgressLine.Last("50% " + new string('x', 500))!;

        Assert.Equal(161, line.Length);
        Assert.EndsWith("…", line, StringComparison.Ordinal);
    }
}
