using Landfall.Contracts;
using Landfall.Domain.Watching.Quality;

namespace Landfall.Domain.Tests.Watching.Quality;

public sealed class LiveQualityTests
{
    private static readonly DateTimeOffset At = Watches.Start.AddDays(1);

    [Fact]
    public void A_window_is_judged_once_and_the_next_one_begins_with_nothing()
    {
        var (book, look) = Look(Labels.Book, At, 200, right: 100);

        Assert.Equal((WatchOutcome.Over, 200L), (look.Reading.Outcome, look.Reading.Samples));
        Assert.Equal((200L, 0L, 0L, At, 1), (look.Labels.Labelled, look.Labels.Waiting, look.Labels.Unlabelled, look.Labels.Newest, look.Labels.Sampled));
        Assert.Equal((0.5, 0.9), (look.Labels.Value, look.Labels.Holdout));
        Assert.True(look.Labels.Low < 0.5 && look.Labels.High > 0.5);
        Assert.Equal((0, 0), (book.Window.Count, book.Stage));

        var (next, second) = LiveQuality.Look(book, null, Labels.Request(At.AddMinutes(5)), [], At.AddMinutes(5));
        Assert.Equal((WatchOutcome.Unknown, 0L), (second.Reading.Outcome, second.Reading.Samples));
        Assert.Equal(200, next.Labelled);
    }

    [Fact]
    public void Asked_again_for_the_same_look_it_answers_the_same_although_the_window_is_closed()
    {
        var (book, first) = Look(Labels.Book, At, 200, right: 100);

        var (same, again) = LiveQuality.Look(book, null, Labels.Request(At), [], At.AddMinutes(1));
        Assert.Same(book, same);
        Assert.Equal(first, again);
        Assert.Equal(At.AddMinutes(5), LiveQuality.Look(book, null, Labels.Request(At.AddMinutes(5)), [], At).Look.At);
    }

    [Fact]
    public void An_undecided_window_goes_on_and_remembers_how_often_it_was_asked()
    {
        var (book, look) = Look(Labels.Book, At, 100, right: 84);
        Assert.Equal((WatchOutcome.Unknown, 100, 1), (look.Reading.Outcome, book.Window.Count, book.Stage));

        var (next, second) = LiveQuality.Look(book, null, Labels.Request(At.AddMinutes(5)), [], At);
        Assert.Equal((WatchOutcome.Unknown, 1), (second.Reading.Outcome, next.Stage));
        Assert.Equal(84 / 100.0, second.Labels.Value);
    }

    [Fact]
    public void Why_predictions_cannot_be_joined_is_told()
    {
        var served = Labels.Served() with { Unjoined = 7, Lost = 2, Problem = "pod a logs no keys" };
        var look = LiveQuality.Look(Labels.Book, served, Labels.Request(At), [], At).Look;

        Assert.Equal((7L, 2L, "pod a logs no keys"), (look.Labels.Unjoined, look.Labels.Lost, look.Labels.Problem));
        Assert.Null(look.Labels.Value);
    }

    private static (LiveBook Book, QualityLook Look) Look(LiveBook book, DateTimeOffset at, int rows, int right) => LiveQuality.Look(
        book, Labels.Served([.. Enumerable.Range(0, rows).Select(i => Labels.Row($"{i}"))]), Labels.Request(at),
        [Labels.File("a.csv", at, [.. Enumerable.Range(0, rows).Select(i => ($"{i}", i < right ? "1" : "0"))])], at);
}
