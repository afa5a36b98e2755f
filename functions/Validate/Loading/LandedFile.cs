namespace Landfall.Functions.Validate.Loading;

/// <param name="Name">The blob, for people.</param>
/// <param name="Path">Where its content lies now.</param>
internal sealed record LandedFile(string Name, string Path);
