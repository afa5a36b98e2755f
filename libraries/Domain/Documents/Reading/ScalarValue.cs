using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents.Reading;

/// <summary>One single value: its JSON, or what is wrong with it.</summary>
internal static class ScalarValue
{
    private const int MostCharacters = 2_000;
    private const int ShortDay = 3;

    /// <summary>The JSON of a value, or a message and what was expected.</summary>
    public static (JsonNode? Json, string Message, string Expected) Read(
        ScalarNode node, Type type, FieldAttribute? field)
    {
        var text = node.Text;
        if (type == typeof(string))
            return Text(text, field);
        if (type.IsEnum)
            return Word(text, type);
        if (type == typeof(TimeSpan))
            return Duration(text, field);
        if (type == typeof(bool))
            return node.Plain && text is "true" or "false" ? Right(text == "true") : Wrong(text, type, field);
        if (type == typeof(DateTimeOffset))
            return Moment(text, field);
        return node.Plain ? Number(text, type, field) : Wrong(text, type, field);
    }

    /// <summary>What a value of a type looks like.</summary>
    public static string Expected(Type type, FieldAttribute? field)
    {
        var kind = type switch
        {
            _ when type == typeof(string) => "a text",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(TimeSpan) => "a duration such as 30m, 2h or 14d",
            _ when type == typeof(DateTimeOffset) => "a moment such as 2030-12-24T00:00:00Z",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type.IsEnum => $"one of: {string.Join(", ", Words(type))}",
            _ => "a number",
        };
        return field?.Range is null ? kind : $"{kind} {FieldRange.Words(field.Range, field.Unit)}";
    }

    /// <summary>The words of an enum as written in documents, without those that do nothing yet.</summary>
    public static IReadOnlyList<string> Words(Type type) =>
        [.. Enum.GetNames(type).Where(name => NotYet(type, name) is null).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>All that may be written: of a weekday also its first three letters.</summary>
    public static IEnumerable<string> Spellings(Type type) =>
        type == typeof(Weekday) ? Words(type).Concat(Words(type).Select(day => day[..ShortDay])) : Words(type);

    /// <summary>What to do instead of a word that does nothing yet; null for every other text.</summary>
    public static string? Instead(Type type, string text) => Enum.GetNames(type)
        .Where(name => JsonNamingPolicy.CamelCase.ConvertName(name) == text).Select(name => NotYet(type, name)).FirstOrDefault();

    private static string? NotYet(Type type, string name) =>
        type.GetField(name)!.GetCustomAttribute<NotSupportedYetAttribute>()?.Instead;

    private static (JsonNode?, string, string) Text(string text, FieldAttribute? field)
    {
        var most = field is { MaxLength: > 0 } ? field.MaxLength : MostCharacters;
        if (text.Length > most)
            return (null, $"The text has {text.Length} characters.", $"at most {most} characters");
        if (text.Any(character => char.IsControl(character) && character is not '\n' and not '\t'))
            return (null, "The text has control characters.", "printable characters");
        return TextForm.Expected(text, field?.Format ?? FieldFormat.Any) is { } expected
            ? (null, $"'{Short(text)}' does not have the right form.", expected)
            : Right(text);
    }

    private static (JsonNode?, string, string) Word(string text, Type type) =>
        Words(type).Contains(text, StringComparer.Ordinal) ? Right(text)
        : type == typeof(Weekday) && Words(type).FirstOrDefault(day => day[..ShortDay] == text) is { } whole ? Right(whole)
        : Instead(type, text) is not null ? (null, $"'{text}' is not supported yet.", Expected(type, null))
        : Wrong(text, type, null);

    private static (JsonNode?, string, string) Duration(string text, FieldAttribute? field)
    {
        if (!DurationText.TryParse(text, out var duration))
            return Wrong(text, typeof(TimeSpan), field);
        return FieldRange.Parse(field?.Range).Contains(duration.TotalSeconds)
            ? Right(DurationText.Format(duration))
            : Outside(text, typeof(TimeSpan), field);
    }

    private static (JsonNode?, string, string) Moment(string text, FieldAttribute? field) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Right(moment.ToString("O", CultureInfo.InvariantCulture))
            : Wrong(text, typeof(DateTimeOffset), field);

    private static (JsonNode?, string, string) Number(string text, Type type, FieldAttribute? field)
    {
        if (type == typeof(double))
        {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                || !double.IsFinite(number))
                return Wrong(text, type, field);
            return FieldRange.Parse(field?.Range).Contains(number) ? Right(number) : Outside(text, type, field);
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            || (type == typeof(int) && whole is < int.MinValue or > int.MaxValue))
            return Wrong(text, type, field);
        return FieldRange.Parse(field?.Range).Contains(whole) ? Right(whole) : Outside(text, type, field);
    }

    private static (JsonNode?, string, string) Right(JsonNode json) => (json, "", "");

    private static (JsonNode?, string, string) Wrong(string text, Type type, FieldAttribute? field) =>
        (null, $"'{Short(text)}' cannot be read here.", Expected(type, field));

    private static (JsonNode?, string, string) Outside(string text, Type type, FieldAttribute? field) =>
        (null, $"{text} is out of range.", Expected(type, field));

    private static string Short(string text) => text.Length > 60 ? $"{text[..60]}…" : text;
}
