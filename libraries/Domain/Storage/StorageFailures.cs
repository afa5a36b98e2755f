namespace Landfall.Domain.Storage;

/// <summary>A failure that no repetition can mend.</summary>
/// <param name="message">What happened, where, what to do next.</param>
public class TerminalFailure(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A blob was replaced or deleted after it had been frozen.</summary>
public sealed class BlobChangedException(BlobPath path, string expected)
    : TerminalFailure(
        $"{path} is not the blob that was frozen (etag {expected}): it was replaced or deleted since. "
        + "Land it again under a new name to start a new run.");

public sealed class BlobTooLargeException(BlobPath path, long size, long limit)
    : TerminalFailure($"{path} has {size:N0} bytes, more than the {limit:N0} that may be read at once.");
