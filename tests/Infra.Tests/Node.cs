namespace Landfall.Infra.Tests;

/// <summary>A part of a YAML document. What is not there is an empty part.</summary>
internal sealed class Node(object? value)
{
    public Node this[string name] =>
        new(value is Dictionary<object, object> map && map.TryGetValue(name, out var found) ? found : null);

    public bool IsThere => value is not null;

    public string Text(string name) => this[name].ToString();

    public IEnumerable<Node> Items => value is List<object> list ? list.Select(item => new Node(item)) : [];

    public IEnumerable<string> Texts(string name) => this[name].Items.Select(item => item.ToString());

    public IEnumerable<string> Keys => value is Dictionary<object, object> map ? map.Keys.Select(key => $"{key}") : [];

    public override string ToString() => value as string ?? "";
}
