using Landfall.Domain.Watching;

namespace Landfall.Domain.Notifications;

/// <summary>The words in which an owner is told how a champion is doing.</summary>
internal static class WatchMessages
{
    public static OwnerMessage Begun(WatchEpisode episode, string key, string done)
    {
        var subject = $"{episode.Champion}: {SubjectWords.Of(episode.Subject).Subject}";
        var told = WatchFacts.Told(episode);
        var text = $"""
            {char.ToUpperInvariant(told[0])}{told[1..]}.
            {done}.

            See how it stands: landfall watch status {episode.Champion.Model}
            Take it back yourself: landfall rollback {episode.Champion.Model} --reason TEXT
            """;
        return new(episode.Run, key, subject, text);
    }
}
