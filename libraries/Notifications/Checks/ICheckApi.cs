using Landfall.Domain.Checks;

namespace Landfall.Notifications.Checks;

/// <summary>What differs between those who are asked: where, what is said, and how the answer is read.</summary>
internal interface ICheckApi
{
    /// <exception cref="InvalidOperationException">The secret is none for this kind. Never shows it.</exception>
    HttpRequestMessage Request(CheckMessage message, string secret, DateTimeOffset now);

    /// <returns>Where people can follow it; null where the answer names no page.</returns>
    Uri? Page(string answer);

    /// <summary>What to do when it is refused.</summary>
    string Hint(System.Net.HttpStatusCode status);
}
