namespace Landfall.DuckDb.Tables;

/// <param name="Name">The blob, for people.</param>
/// <param name="Path">Where its content lies now.</param>
public sealed record LandedFile(string Name, string Path);
