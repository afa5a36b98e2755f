namespace Landfall.Domain.Documents.Reading;

/// <summary>A value of a document as written, with its place; line 0 means that a preset supplied it.</summary>
internal abstract record DocumentNode(int Line, int Column);

/// <summary>A map; its keys are unique.</summary>
internal sealed record MapNode(int Line, int Column, IReadOnlyList<MapEntry> Entries) : DocumentNode(Line, Column)
{
    /// <summary>The entry of a key, or null.</summary>
    public MapEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}

/// <summary>One key of a map with its place.</summary>
internal sealed record MapEntry(string Key, int Line, int Column, DocumentNode Value);

/// <summary>A list.</summary>
internal sealed record ListNode(int Line, int Column, IReadOnlyList<DocumentNode> Items) : DocumentNode(Line, Column);

/// <summary>A text; <c>Plain</c> when it stood without quotes and may mean something else.</summary>
internal sealed record ScalarNode(int Line, int Column, string Text, bool Plain) : DocumentNode(Line, Column)
{
    /// <summary>Whether the author wrote nothing: an empty value, <c>~</c> or <c>null</c>.</summary>
    public bool IsNothing => Plain && Text is "" or "~" or "null";
}
