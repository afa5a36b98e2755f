using CsCheck;
using Landfall.Domain.Watching.Quality;

namespace Landfall.Domain.Tests.Watching.Quality;

public sealed class LabelFoldTests
{
    private static readonly DateTimeOffset Day1 = Watches.Start.AddDays(1);
    private static readonly DateTimeOffset Day2 = Watches.Start.AddDays(2);

    [Fact]
    public void A_label_finds_its_prediction_whichever_of_the_two_comes_first()
    {
        var before = Add(Labels.Book, null, Day1, Labels.File("a.csv", Day1, ("early", "0")));
        Assert.Empty(before.Window);
        var after = Add(before, Labels.Served(Labels.Row("early"), Labels.Row("late"), Labels.Row("never")), Day1);
        Assert.Equal(["0"], after.Window.Select(row => row.Truth));
        var last = Add(after, null, Day2, Labels.File("b.csv", Day2, ("late", "1"), ("stranger", "1")));

        Assert.Equal([("early", "0"), ("late", "1")], last.Window.Select(row => (row.Row.Key == Labels.Key("early") ? "early" : "late", row.Truth)));
        Assert.Equal((2L, 1, Day2), (last.Labelled, last.Waiting.Count, last.Newest));
    }

    [Fact]
    public void The_latest_file_counts_then_the_name_then_the_row()
    {
        var served = Labels.Served(Labels.Row("x"));
        Assert.Equal("0", Truth(Labels.File("b.csv", Day2, ("x", "0")), Labels.File("a.csv", Day1, ("x", "1"))));
        Assert.Equal("0", Truth(Labels.File("b.csv", Day1, ("x", "0")), Labels.File("a.csv", Day1, ("x", "1"))));
        Assert.Equal("0", Truth(Labels.File("a.csv", Day1, ("x", "1"), ("x", "0"))));

        // An older file that is read late takes nothing back, a file that was replaced does.
        var known = Add(Labels.Book, served, Day2, Labels.File("b.csv", Day2, ("x", "0")));
        Assert.Equal("0", Add(known, null, Day2, Labels.File("a.csv", Day1, ("x", "1"))).Window[0].Truth);
        Assert.Equal("1", Add(known, null, Day2, Labels.File("b.csv", Day2.AddHours(1), ("x", "1"))).Window[0].Truth);

        string Truth(params LabelFile[] files) => Assert.Single(Add(Labels.Book, served, Day2, files).Window).Truth;
    }

    [Fact]
    public void The_order_in_which_files_are_read_changes_nothing() =>
        Gen.Shuffle(Enumerable.Range(0, 6).ToArray()).Sample(order =>
        {
            var book = Add(Labels.Book, Labels.Served(Labels.Row("x"), Labels.Row("y")), Day2);
            foreach (var i in order)
                book = Add(book, null, Day2, Labels.File($"{i}.csv", Day1.AddMinutes(i), ("x", $"{i % 2}"), (i < 3 ? "y" : "z", "1")));

            Assert.Equal(["1", "1"], book.Window.OrderBy(row => row.Row.Key == Labels.Key("x") ? 0 : 1).Select(row => row.Truth));
        });

    [Fact]
    public void What_has_no_label_in_time_is_unlabelled_and_a_label_that_comes_too_late_does_not_count()
    {
        var over = Watches.Start.AddDays(30);
        var atTheEnd = Add(Labels.Book, Labels.Served(Labels.Row("x")), over);
        Assert.Equal((1, 0L), (atTheEnd.Waiting.Count, atTheEnd.Unlabelled));
        Assert.Single(Add(atTheEnd, null, over.AddDays(1), Labels.File("a.csv", over, ("x", "1"))).Window);

        var late = Add(atTheEnd, null, over.AddDays(1), Labels.File("a.csv", over.AddSeconds(1), ("x", "1")));
        Assert.Equal((0, 1L, 0L), (late.Waiting.Count, late.Unlabelled, late.Labelled));
        Assert.Empty(late.Window);
        Assert.Empty(Add(late, null, over.AddDays(31)).Labels);
    }

    [Fact]
    public void Rows_that_were_taken_are_not_taken_again()
    {
        var once = Add(Labels.Book, Labels.Served(Labels.Row("a"), Labels.Row("b")), Day1);
        var again = Add(once, Labels.Served(Labels.Row("a"), Labels.Row("b"), Labels.Row("c")), Day1);
        var more = Add(again, Labels.Served(first: 3, Labels.Row("c"), Labels.Row("d")), Day1);

        Assert.Equal(new[] { "a", "b", "c", "d" }.Select(Labels.Key), more.Waiting.Select(row => row.Key));
        Assert.Equal(4, more.TakenTo);
        Assert.Equal((5, 1L), (Begun(more).Waiting.Count, Begun(more).TakenTo));

        static LiveBook Begun(LiveBook book) => Add(book, Labels.Served(Labels.Row("after its log was lost")), Day1);
    }

    [Fact]
    public void Too_many_rows_are_thinned_by_key_and_their_labels_with_them()
    {
        var rows = Enumerable.Range(0, 4_000).Select(i => Labels.Row($"{i}")).ToArray();
        var book = LabelFold.Add(Labels.Book, Labels.Served(rows), Labels.Plan, [], Day1, most: 1_000);
        Assert.InRange(book.Waiting.Count, 800, 1_000);
        Assert.Equal(2, book.Halvings);

        var labelled = LabelFold.Add(
            book, null, Labels.Plan, [Labels.File("a.csv", Day1, [.. rows.Select((_, i) => ($"{i}", "1"))])], Day1, most: 1_000);
        Assert.Equal((book.Waiting.Count, 0), (labelled.Window.Count, labelled.Waiting.Count));
        Assert.Equal(book.Waiting.Count, labelled.Labels.Count);

        var same = LabelFold.Add(
            Labels.Book, Labels.Served([.. Enumerable.Repeat(Labels.Row("one"), 3_000)]), Labels.Plan, [], Day1, most: 1_000);
        Assert.True(same.Waiting.Count <= 1_000);
    }

    [Fact]
    public void A_label_that_is_none_is_told_until_its_file_is_mended()
    {
        var wrong = Add(Labels.Book, Labels.Served(Labels.Row("x")), Day1, Labels.File("a.csv", Day1, ("x", "perhaps"), ("y", "2")));
        Assert.Equal("a.csv: 2 labels are not 0 or 1, false or true", wrong.Problem);
        Assert.Single(wrong.Waiting);

        var other = Add(wrong, null, Day1, Labels.File("b.csv", Day1, ("z", "1")));
        Assert.Equal(wrong.Problem, other.Problem);
        var mended = Add(other, null, Day2, Labels.File("a.csv", Day2, ("x", "true")));
        Assert.Null(mended.Problem);
        Assert.Equal("1", mended.Window[0].Truth);
        Assert.Equal("c.csv: it is empty", Add(mended, null, Day2, new LabelFile("c.csv", "e", Day2, [], "it is empty")).Problem);
    }

    [Fact]
    public void Other_columns_to_join_on_begin_a_new_book_that_takes_nothing_twice()
    {
        var book = Add(Labels.Book, Labels.Served(Labels.Row("a")), Day1, Labels.File("a.csv", Day1, ("b", "1")));
        var plan = Labels.PlanOf(Contracts.Documents.ModelTask.Binary, "accuracy", joinOn: ["id", "day"]);
        var other = LabelFold.Add(book, Labels.Served(Labels.Row("a")), plan, [], Day1);

        Assert.Equal((0, 0, 0, 1L), (other.Waiting.Count, other.Labels.Count, other.Read.Count, other.TakenTo));
    }

    private static LiveBook Add(LiveBook known, ServedLog? served, DateTimeOffset now, params LabelFile[] files) =>
        LabelFold.Add(known, served, Labels.Plan, files, now);
}
