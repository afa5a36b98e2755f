using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Api;

/// <summary>Label selectors: from a query (<c>a=b,c!=d,e in (f,g),!h</c>) or from an object's selector.</summary>
internal sealed class LabelSelector(IReadOnlyList<(string Key, string Operator, string[] Values)> terms)
{
    public bool IsEmpty => terms.Count == 0;

    public bool Matches(JsonObject target)
    {
        var labels = target.Map("metadata", "labels");
        return terms.All(term =>
        {
            var has = labels.TryGetValue(term.Key, out var value);
            return term.Operator switch
            {
                "In" => has && term.Values.Contains(value),
                "NotIn" => !has || !term.Values.Contains(value),
                "Exists" => has,
                _ => !has,
            };
        });
    }

    public static LabelSelector Of(JsonNode? selector) => new([
        .. selector.Map("matchLabels").Select(pair => (pair.Key, "In", (string[])[pair.Value])),
        .. selector.Items("matchExpressions").Select(term =>
            (term.Text("key") ?? "", term.Text("operator") ?? "", term.Texts("values").ToArray())),
    ]);

    public static LabelSelector Equal(Dictionary<string, string> labels) =>
        new([.. labels.Select(pair => (pair.Key, "In", (string[])[pair.Value]))]);

    public static LabelSelector Parse(string? text) =>
        new(string.IsNullOrWhiteSpace(text) ? [] : [.. Split(text).Select(term => Term(term.Trim()))]);

    private static (string Key, string Operator, string[] Values) Term(string term)
    {
        var open = term.IndexOf('(');
        if (open > 0 && term.EndsWith(')'))
        {
            var head = term[..open].Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var values = term[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
            if (head is [var key, "in"])
                return (key, "In", values);
            if (head is [var other, "notin"])
                return (other, "NotIn", values);
        }
        if (term.Split("!=", 2) is [var left, var right])
            return (left.Trim(), "NotIn", [right.Trim()]);
        if (term.Split("==", 2) is [var l, var r])
            return (l.Trim(), "In", [r.Trim()]);
        if (term.Split('=', 2) is [var k, var v])
            return (k.Trim(), "In", [v.Trim()]);
        if (term.Length == 0 || term.Contains(' ') || term.Contains('('))
            throw ApiException.BadRequest($"unable to parse requirement: found '{term}', expected: '=', '!=', '==', 'in', notin'");
        return term[0] == '!' ? (term[1..], "DoesNotExist", []) : (term, "Exists", []);
    }

    private static IEnumerable<string> Split(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] != ',' || depth != 0)
                continue;
            yield return text[start..i];
            start = i + 1;
        }
        yield return text[start..];
    }
}
