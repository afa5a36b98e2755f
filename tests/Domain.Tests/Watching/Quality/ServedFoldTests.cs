using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;
using Landfall.Domain.Watching.Quality;

namespace Landfall.Domain.Tests.Watching.Quality;

public sealed class ServedFoldTests
{
    private static readonly ServedLog Nothing = ServedLog.Begin("sha256:s7", ["id"]);

    [Fact]
    public void Live_answers_since_the_promotion_are_kept_once_however_often_they_are_read()
    {
        var log = Labels.Log(
            "a", Labels.Answer(1, "one", score: 0.7), Labels.Answer(2, "two") with { Mirror = true },
            Labels.Answer(3, "three") with { Status = 500 }, Labels.Answer(4, "four") with { Time = Watches.Start.AddSeconds(-1) },
            Labels.Answer(5, "five", "False"));
        var once = Add(Nothing, log);
        var twice = Add(once, log);

        Assert.Equal([Labels.Row("one", "1", 0.7), Labels.Row("five", "0")], once.Rows);
        Assert.Equal((3L, 1L, 0L, 5L), (once.Next, once.First, once.Unjoined, once.Seen["a|0"]));
        Assert.Equal(once.Rows, twice.Rows);
        Assert.Equal(once.Next, twice.Next);
    }

    [Fact]
    public void Each_row_of_an_answer_is_one_and_what_has_no_key_or_no_prediction_is_counted()
    {
        var several = Watches.Answer(1, [0.1, 0.9], ["0", "1"]) with { Keys = [Labels.Key("x"), Labels.Key("y")] };
        var served = Add(Nothing, Labels.Log(
            "a", several, Watches.Answer(2, labels: ["1"]), Labels.Answer(3, "z", "maybe"), Labels.Answer(4, "z") with { Labels = null }));

        Assert.Equal([("0", 0.1), ("1", 0.9)], served.Rows.Select(row => (row.Prediction, row.Score!.Value)));
        Assert.Equal(3, served.Unjoined);
    }

    [Fact]
    public void A_class_is_named_nowhere()
    {
        var plan = Labels.PlanOf(ModelTask.Multiclass, "accuracy");
        var served = ServedFold.Add(
            Nothing, plan, Watches.Start, [Watches.Pod("a", answers: Labels.Log("a", Labels.Answer(1, "one", "cholera"), Labels.Answer(2, "two", "cholera")))]);

        Assert.Equal(2, served.Rows.Count);
        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(served.Rows.Select(row => row.Prediction).Distinct()));
    }

    [Fact]
    public void An_agent_that_logs_other_keys_is_named_and_its_answers_are_counted()
    {
        var served = Add(Nothing, Labels.Log("a", Labels.Answer(1, "one")) with { JoinOn = null });

        Assert.Equal((0, 1L), (served.Rows.Count, served.Unjoined));
        Assert.Equal(
            "pod a logs no keys, not of id: it was deployed under an earlier document; the next promotion logs them", served.Problem);
    }

    [Fact]
    public void Rows_under_keys_of_other_columns_are_left_and_numbers_go_on()
    {
        var before = Add(Nothing, Labels.Log("a", Labels.Answer(1, "one")));
        var plan = Labels.PlanOf(ModelTask.Binary, "accuracy", joinOn: ["id", "day"]);
        var after = ServedFold.Add(before, plan, Watches.Start, []);

        Assert.Equal((0, 2L, 1L), (after.Rows.Count, after.Next, after.Lost));
        Assert.Equal(["id", "day"], after.JoinOn);
    }

    [Fact]
    public void What_nobody_takes_is_bounded_and_the_oldest_are_lost()
    {
        var full = Labels.Served([.. Enumerable.Range(0, ServedLog.Most).Select(i => Labels.Row($"{i}"))]);
        var served = Add(full, Labels.Log("a", Labels.Answer(1, "new")));

        Assert.Equal((ServedLog.Most, 1L, 2L), (served.Rows.Count, served.Lost, served.First));
        Assert.Equal(Labels.Key("new"), served.Rows[^1].Key);
    }

    private static ServedLog Add(ServedLog known, AnswerLog log) =>
        ServedFold.Add(known, Labels.Plan, Watches.Start, [Watches.Pod("a", answers: log)]);
}
