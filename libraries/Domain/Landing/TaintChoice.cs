using Landfall.Domain.Serving;

namespace Landfall.Domain.Landing;

/// <summary>Which datasets a version may have influenced. Pure.</summary>
public static class TaintChoice
{
    /// <summary>Those that were closed while the version answered live requests, at whatever weight.</summary>
    /// <param name="served">The stretches in which it did: <see cref="ServedHistory.Of"/>.</param>
    public static IReadOnlyList<DatasetManifest> Of(IEnumerable<DatasetManifest> closed, IReadOnlyList<ServedSpan> served)
    {
        ArgumentNullException.ThrowIfNull(closed);
        ArgumentNullException.ThrowIfNull(served);
        return
        [
            .. closed.Where(dataset => served.Any(span => span.From <= dataset.ClosedAt && (span.To is not { } to || dataset.ClosedAt <= to)))
                .OrderBy(dataset => dataset.ClosedAt).ThenBy(dataset => dataset.Digest, StringComparer.Ordinal),
        ];
    }
}
