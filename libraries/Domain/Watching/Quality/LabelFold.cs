using System.Globalization;

namespace Landfall.Domain.Watching.Quality;

/// <summary>
/// Joins served rows with labels. The latest label of a key counts: by when its file landed, then by the file's name, then by the
/// row's place in it. A window that was judged is not opened again. Pure.
/// </summary>
internal static class LabelFold
{
    /// <param name="most">Waiting rows, and labels, that are kept.</param>
    public static LiveBook Add(
        LiveBook known, ServedLog? served, QualityPlan plan, IReadOnlyList<LabelFile> files, DateTimeOffset now, int most = LiveBook.Most)
    {
        var book = known.JoinOn.SequenceEqual(plan.Labels.JoinOn, StringComparer.Ordinal)
            ? known
            : LiveBook.Begin(known.Version, plan.Labels.JoinOn) with { TakenTo = known.TakenTo };

        return Bounded(Settled(Labelled(Taken(book, served), plan, files), plan.Labels.Within, now), most);
    }

    private static LiveBook Taken(LiveBook book, ServedLog? served)
    {
        // What was written for other columns waits for the next look.
        if (served is null || !served.JoinOn.SequenceEqual(book.JoinOn, StringComparer.Ordinal))
            return book;

        // A log with lower numbers than were taken was begun anew.
        var takenTo = served.Next - 1 < book.TakenTo ? 0 : book.TakenTo;
        var fresh = served.Rows.Skip((int)Math.Max(0, takenTo + 1 - served.First));
        return book with
        {
            TakenTo = served.Next - 1,
            Waiting = [.. book.Waiting, .. fresh.Where(row => IsFollowed(row.Key, book.Halvings))],
        };
    }

    private static LiveBook Labelled(LiveBook book, QualityPlan plan, IReadOnlyList<LabelFile> files)
    {
        var labels = new Dictionary<string, GivenLabel>(book.Labels, StringComparer.Ordinal);
        var read = new Dictionary<string, string>(book.Read, StringComparer.Ordinal);
        var (newest, problem) = (book.Newest, book.Problem);
        foreach (var file in files.OrderBy(file => file.At).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            read[file.Name] = file.ETag;
            newest = newest > file.At ? newest : file.At;
            var wrong = 0;
            foreach (var (key, text) in file.Labels.Where(label => IsFollowed(label.Key, book.Halvings)))
            {
                if (LabelText.Of(plan.Task, text) is not { } value)
                    wrong++;
                else if (labels.GetValueOrDefault(key) is not { } before || before.At <= file.At)
                    labels[key] = new(value, file.At);
            }

            problem = file.Problem is { } why ? $"{file.Name}: {why}"
                : wrong > 0 ? $"{file.Name}: {wrong:N0} labels are not {LabelText.Expected(plan.Task)}"
                : problem?.StartsWith($"{file.Name}: ", StringComparison.Ordinal) == true ? null : problem;
        }

        return book with { Labels = labels, Read = read, Newest = newest, Problem = problem };
    }

    /// <summary>Rows whose label is there join the window; rows and labels whose time is over leave.</summary>
    private static LiveBook Settled(LiveBook book, TimeSpan within, DateTimeOffset now)
    {
        var window = book.Window.Select(row => Found(row.Row) is { } label ? row with { Truth = label } : row).ToList();
        var (waiting, unlabelled) = (new List<ServedRow>(), 0L);
        foreach (var row in book.Waiting)
        {
            if (Found(row) is { } label)
                window.Add(new(row, label));
            else if (row.At + within < now)
                unlabelled++;
            else
                waiting.Add(row);
        }

        return book with
        {
            Waiting = waiting,
            Window = window,
            Labelled = book.Labelled + window.Count - book.Window.Count,
            Unlabelled = book.Unlabelled + unlabelled,
            Labels = book.Labels.Where(label => label.Value.At + within >= now).ToDictionary(StringComparer.Ordinal),
        };

        string? Found(ServedRow row) =>
            book.Labels.GetValueOrDefault(row.Key) is { } label && label.At - row.At <= within ? label.Value : null;
    }

    /// <summary>By keys, so that rows and labels are halved alike and what is left is a fair sample.</summary>
    private static LiveBook Bounded(LiveBook book, int most)
    {
        while (book.Waiting.Count > most && book.Halvings < 20)
        {
            var halvings = book.Halvings + 1;
            book = book with
            {
                Halvings = halvings,
                Waiting = [.. book.Waiting.Where(row => IsFollowed(row.Key, halvings))],
                Labels = book.Labels.Where(label => IsFollowed(label.Key, halvings)).ToDictionary(StringComparer.Ordinal),
            };
        }

        // One key that all rows share cannot be halved; of labels that nothing waits for, the newest are likelier wanted.
        return book with
        {
            Waiting = book.Waiting.Count > most ? [.. book.Waiting.Skip(book.Waiting.Count - most)] : book.Waiting,
            Labels = book.Labels.Count > most
                ? book.Labels.OrderByDescending(label => label.Value.At).Take(most).ToDictionary(StringComparer.Ordinal)
                : book.Labels,
        };
    }

    private static bool IsFollowed(string key, int halvings) =>
        halvings == 0 || uint.Parse(key.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) <= uint.MaxValue >> halvings;
}
