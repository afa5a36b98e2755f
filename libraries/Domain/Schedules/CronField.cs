using System.Globalization;

namespace Landfall.Domain.Schedules;

/// <param name="Names">Words for its values, the first for <paramref name="Least"/>; empty where there are none.</param>
internal sealed record CronKind(string Name, int Least, int Most, IReadOnlyList<string> Names)
{
    public string Expected => $"{Least} to {Most}, *, lists, ranges and steps such as */15";
}

/// <summary>One field of cron: the values that match.</summary>
internal sealed record CronField(IReadOnlySet<int> Matching, bool IsAny)
{
    private const int Sunday = 7;

    public static IReadOnlyList<CronKind> Kinds { get; } =
    [
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day of month", 1, 31, []),
        new("month", 1, 12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
        new("day of week", 0, Sunday, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]),
    ];

    public IEnumerable<int> Values => Matching.Order();

    public bool Has(int value) => Matching.Contains(value);

    /// <returns>Null when it is none.</returns>
    public static CronField? Parse(string text, CronKind kind)
    {
        var values = new HashSet<int>();
        foreach (var part in text.Split(','))
        {
            if (Range(part, kind) is not { } range)
                return null;
            for (var value = range.From; value <= range.To; value += range.Step)
                values.Add(kind.Most == Sunday ? value % Sunday : value);
        }

        return new(values, text is "*" or "?");
    }

    private static (int From, int To, int Step)? Range(string part, CronKind kind)
    {
        var (range, step) = part.Split('/') switch
        {
            [var only] => (only, 1),
            [var all, var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 => (all, given),
            _ => ("", 0),
        };
        (int? From, int? To) ends = range.Split('-') switch
        {
            ["*" or "?"] => (kind.Least, kind.Most == Sunday ? Sunday - 1 : kind.Most),
            [var one] => (Value(one, kind), step > 1 ? kind.Most : Value(one, kind)),
            [var from, var to] => (Value(from, kind), Value(to, kind)),
            _ => (null, null),
        };
        return ends is { From: { } first, To: { } last } && first <= last ? (first, last, step) : null;
    }

    private static int? Value(string text, CronKind kind)
    {
        var named = kind.Names.Index().Where(name => string.Equals(name.Item, text, StringComparison.OrdinalIgnoreCase)).ToList();
        if (named is [var only])
            return kind.Least + only.Index;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= kind.Least && value <= kind.Most ? value : null;
    }
}
