using Landfall.Domain.Git;
using Landfall.Domain.Signing;
using Landfall.Signing;

namespace Landfall.Functions.Record.Desired;

/// <summary>Whether a commit under Landfall's name was made by Landfall.</summary>
public sealed class CommitSeals(IPublicKeys keys)
{
    /// <returns>Null when its signature holds; otherwise why it does not.</returns>
    /// <exception cref="IOException">The keys cannot be asked for just now.</exception>
    public async Task<string?> Problem(GitFile file, GitReading reading, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.Content is not { } content || CommitSeal.Read(reading.Message) is not var (message, signature))
            return "has no signature of it";

        var trusted = TrustedKeys.FromPem(await keys.Pem(cancel));
        if (!trusted.Knows(signature.KeyId))
            return $"is signed by key {signature.KeyId}, which is not the platform's";
        return trusted.Verify(signature.KeyId, CommitSeal.Message(file.Path, content, message), signature.Value)
            ? null
            : "its signature is of another content or message";
    }
}
