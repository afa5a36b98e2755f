using System.Text;

namespace Landfall.Domain.Registry.Cards;

/// <summary>A card as Markdown. Texts from outside cannot become markup.</summary>
public static class CardMarkdown
{
    private const string Special = @"\`*_{}[]<>#|";

    public static string Of(ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var text = new StringBuilder($"# {Plain(card.Title)}\n\n{Plain(card.Summary)}\n");
        foreach (var section in card.Sections)
        {
            text.Append($"\n## {section.Heading}\n");
            foreach (var sentence in section.Text)
                text.Append($"\n{Plain(sentence)}\n");
            if (section.Rows.Count > 0)
                Table(section, text);
        }

        return text.ToString();
    }

    private static void Table(CardSection section, StringBuilder text)
    {
        text.Append($"\n| {string.Join(" | ", section.Columns.Select(Plain))} |\n");
        text.Append($"|{string.Concat(section.Columns.Select(_ => " --- |"))}\n");
        foreach (var row in section.Rows)
            text.Append($"| {string.Join(" | ", row.Select(Plain))} |\n");
    }

    private static string Plain(string value)
    {
        var plain = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (char.IsControl(c))
                plain.Append(' ');
            else if (Special.Contains(c, StringComparison.Ordinal))
                plain.Append('\\').Append(c);
            else
                plain.Append(c);
        }

        return plain.ToString();
    }
}
