using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Landfall.Domain.Explanations;

/// <summary>An explanation as prose for a terminal: numbered references in the text, what they lead to below it.</summary>
public static partial class ExplanationText
{
    private const int Width = 78;

    /// <param name="address">Put before each link's path, with a slash at its end; empty shows the paths alone.</param>
    public static string Of(Explanation explanation, string address = "")
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var links = explanation.Sentences.SelectMany(sentence => sentence.Evidence).Distinct().ToList();
        var text = new StringBuilder(Clean(explanation.Question)).Append("\n\n");
        foreach (var topic in explanation.Sentences.GroupBy(sentence => sentence.Topic).OrderBy(group => group.Key))
        {
            // Moves of traffic are a list: each has its time.
            if (topic.Key == ExplainedTopic.Traffic)
                text.AppendJoin("", topic.Select(sentence => Wrapped($"- {Text(sentence, links)}", "  ")));
            else
                text.Append(Wrapped(string.Join(' ', topic.Select(sentence => Text(sentence, links))), ""));
            text.Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"Evidence of run {explanation.RunId}\n");
        foreach (var (index, link) in links.Index())
            text.Append(CultureInfo.InvariantCulture, $" [{index + 1}] {Clean(link.Name)}\n     {address}{link.Path}\n");
        return text.ToString();
    }

    private static string Text(ExplainedSentence sentence, List<EvidenceLink> links) => sentence.Evidence.Count == 0
        ? Clean(sentence.Text)
        : $"{Clean(sentence.Text)} [{string.Join(", ", sentence.Evidence.Select(link => links.IndexOf(link) + 1))}]";

    /// <summary>Comments and names come from people: none of their characters may steer a terminal or turn the text around.</summary>
    private static string Clean(string text) => WholeDigest().Replace(
        new([.. text.Select(c => IsPlain(c) ? c : ' ')]), digest => Words.Short(digest.Value));

    [GeneratedRegex("sha256:[0-9a-f]{64}")]
    private static partial Regex WholeDigest();

    private static bool IsPlain(char c) => !char.IsControl(c)
        && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Wrapped(string text, string indent)
    {
        var (wrapped, line) = (new StringBuilder(), new StringBuilder());
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                wrapped.Append(line).Append('\n');
                line.Clear().Append(indent);
            }
            else if (line.Length > 0)
            {
                line.Append(' ');
            }

            line.Append(word);
        }

        return wrapped.Append(line).Append('\n').ToString();
    }
}
