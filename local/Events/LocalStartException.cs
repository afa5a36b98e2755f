namespace Landfall.Local.Events;

/// <summary>A part of the local platform could not start. The message says what, where, and what to do next.</summary>
public sealed class LocalStartException(string message, Exception? inner = null) : Exception(message, inner);
