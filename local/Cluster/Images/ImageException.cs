namespace Landfall.Local.Cluster.Images;

/// <summary>An image reference that this machine cannot serve; the message says what to change.</summary>
public sealed class ImageException(string message) : Exception(message);
