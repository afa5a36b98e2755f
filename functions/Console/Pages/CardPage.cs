using Landfall.Domain.Registry.Cards;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>A model card as a page: reads and prints without script.</summary>
internal static class CardPage
{
    public static Page Of(ModelCard card) => new(card.Title, Html.Of($"""
        <h1>{card.Title}</h1>
        <p class="said">{card.Summary}</p>
        {Html.Each(card.Sections, Section)}
        """));

    private static Html Section(CardSection section) => Html.Of($"""
        <h2>{section.Heading}</h2>
        {Html.Each(section.Text, sentence => Html.Of($"<p>{sentence}</p>"))}
        {Html.When(section.Rows.Count > 0, () => Table(section))}

        """);

    private static Html Table(CardSection section) => Html.Of($"""
        <div class="scroll"><table><thead><tr>{Html.Each(section.Columns, column => Html.Of($"<th>{column}</th>"))}</tr></thead><tbody>
        {Html.Each(section.Rows, row => Html.Of($"<tr>{Html.Each(row, cell => Html.Of($"<td>{cell}</td>"))}</tr>"))}
        </tbody></table></div>
        """);
}
