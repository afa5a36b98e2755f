namespace Landfall.Domain.Registry.Cards;

/// <summary>What a version is, for people who did not make it: made from evidence, never written by hand.</summary>
public sealed record ModelCard(string Title, string Summary, IReadOnlyList<CardSection> Sections);

/// <param name="Text">Sentences above the table.</param>
/// <param name="Columns">Empty where there is no table.</param>
public sealed record CardSection(
    string Heading, IReadOnlyList<string> Text, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static CardSection Of(string heading, params string[] text) => new(heading, text, [], []);
}
