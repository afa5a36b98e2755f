namespace Landfall.Domain.Registry;

/// <summary>Another registry in which registered versions are shown.</summary>
public interface IVersionMirror
{
    /// <summary>The same version again changes nothing and succeeds.</summary>
    /// <exception cref="Storage.TerminalFailure">Another version has its place there, or the place refuses what it is told.</exception>
    /// <exception cref="MirrorUnavailableException">It did not answer, or not yet as wanted; tried again later it may.</exception>
    Task<MirroredVersion> Mirror(MirrorDraft draft, CancellationToken cancel);
}

/// <param name="message">What was asked of whom, what was answered, what to do next.</param>
public sealed class MirrorUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
