using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Experiments;
using Landfall.Domain.Landing;

namespace Landfall.Domain.Tests.Experiments;

public sealed class ExperimentDataTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TaintMark Mark = new("t1", Lifted: false, "anna", "v7 was wrong.", Day);

    private static readonly AcceptedDataset[] Accepted =
    [
        Of("monthly/2024-01", '1', 1), Of("monthly/2024-02", '2', 2), Of("monthly/2024-02", '3', 3), Of("monthly/2024-03", '4', 4),
    ];

    [Fact]
    public void Without_a_name_it_is_what_was_accepted_last() => Assert.Equal(Accepted[3], Choose(null).Chosen);

    [Fact]
    public void What_is_tainted_is_passed_over_unless_the_pipeline_keeps_it()
    {
        Assert.Equal(Accepted[2], Choose(null, tainted: '4').Chosen);
        Assert.Equal(Accepted[3], Choose(null, TaintedData.Keep, '4').Chosen);
    }

    [Theory]
    [InlineData("2024-01", 0)]
    [InlineData("2024-02", 2)]           // its newest content
    [InlineData("monthly/2024-02", 2)]
    [InlineData("2222222222222222", 1)]
    [InlineData("sha256:2222222222222222222222222222222222222222222222222222222222222222", 1)]
    public void A_name_or_a_digest_means_one(string wanted, int place) => Assert.Equal(Accepted[place], Choose(wanted).Chosen);

    [Theory]
    [InlineData("2024-04", "No accepted dataset is called '2024-04'")]
    [InlineData("22222222222", "No accepted dataset is called '22222222222'")]      // a digit too short to be a digest
    [InlineData("2024", "No accepted dataset is called '2024'")]
    public void What_means_none_is_refused_with_what_there_is(string wanted, string refusal)
    {
        var chosen = Choose(wanted);

        Assert.Null(chosen.Chosen);
        Assert.Equal(refusal, chosen.Refusal);
        Assert.Equal("Accepted last: 2024-01, 2024-02, 2024-03.", chosen.Hint);
    }

    [Fact]
    public void Tainted_data_that_is_named_is_refused_with_whose_mark_it_is() =>
        Assert.Equal("anna marked monthly/2024-01 as tainted: v7 was wrong", Choose("2024-01", tainted: '1').Refusal);

    [Fact]
    public void Before_anything_was_accepted_there_is_nothing_to_try_on() => Assert.StartsWith(
        "No dataset of this pipeline was accepted yet",
        ExperimentData.Choose([], new Dictionary<string, TaintMark>(), Data(null), null).Refusal, StringComparison.Ordinal);

    [Fact]
    public void It_is_taken_as_it_was_accepted()
    {
        var released = ExperimentData.Released(Accepted[0] with { LeftOut = ["monthly/2024-01/bad.csv"] });

        Assert.Equal(
            (Accepted[0].Dataset.Digest, "run flights-000000000001", "monthly/2024-01/bad.csv"),
            (released.DatasetDigest, released.By, Assert.Single(released.LeaveOut!)));
    }

    private static ChosenData Choose(string? wanted, TaintedData? keeps = null, char? tainted = null) => ExperimentData.Choose(
        Accepted, tainted is { } one ? new Dictionary<string, TaintMark> { [Digest(one)] = Mark } : [], Data(keeps), wanted);

    private static DataSpec Data(TaintedData? keeps) =>
        new("flights", "monthly/", "*", new CompleteSpec(Marker: "_SUCCESS"), new WindowSpec(Last: 3), keeps);

    private static AcceptedDataset Of(string name, char digit, int day) =>
        new(new(Digest(digit), name, "m.json", 1, 1), Day.AddDays(day), "flights-000000000001");

    private static string Digest(char digit) => $"sha256:{new string(digit, 64)}";
}
