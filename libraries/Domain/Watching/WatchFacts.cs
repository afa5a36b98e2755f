using System.Globalization;
using System.Text.Json;
using Landfall.Domain.Notifications;

namespace Landfall.Domain.Watching;

/// <summary>What a watch writes into the record of the run that promoted the champion, and asks for.</summary>
internal static class WatchFacts
{
    /// <summary>Who acts, where no person does.</summary>
    public const string By = "model-watch";

    public static WatchEffect Begun(WatchEpisode episode, DateTimeOffset at, string then)
    {
        var key = Key(episode, "begun");
        var summary = $"{Told(episode)}. {then}";
        return new WatchEffect.Tell(WatchMessages.Begun(episode, key, then), Fact(episode, key, at, summary));
    }

    public static WatchEffect Ended(WatchEpisode episode, DateTimeOffset at) => new WatchEffect.Note(Fact(
        episode, Key(episode, "ended"), at,
        $"{Words(episode).Name} of {episode.Champion}, which began at {episode.Since:u}, are over: "
        + $"{episode.Windows} calm windows in a row, last {episode.Reading.Explanation}"));

    public static WatchEffect Retrain(WatchEpisode episode, DateTimeOffset at)
    {
        var reason = Told(episode);
        return new WatchEffect.Retrain(
            new(episode.Run.Pipeline, $"v{episode.Champion.Number}-{Stamp(episode)}", reason),
            Fact(episode, Key(episode, "run"), at, $"a run is asked for: {reason}"));
    }

    public static WatchEffect GoBack(WatchEpisode episode) =>
        new WatchEffect.GoBack(new(episode.Run, episode.Champion, Told(episode)), episode);

    public static WatchEffect.Tell WentBack(WatchEpisode episode, GoneBack result, DateTimeOffset at)
    {
        var key = Key(episode, "back");
        var done = result.To is { } to
            ? $"All traffic is with {to}"
            : $"Traffic could not go back: {result.Refusal}";
        return new(WatchMessages.Begun(episode, key, done), Fact(episode, key, at, $"{Told(episode)}. {done}"));
    }

    /// <summary>In words, without a full stop.</summary>
    internal static string Told(WatchEpisode episode) =>
        $"{Words(episode).Told(episode.Champion)} in {Windows(episode)}, last {episode.Reading.Explanation}";

    private static string Windows(WatchEpisode episode)
    {
        var one = episode.Subject == WatchSubject.Health ? "look" : "window";
        return episode.Windows == 1 ? $"one {one}" : $"{episode.Windows} {one}s in a row";
    }

    private static SubjectWords Words(WatchEpisode episode) => SubjectWords.Of(episode.Subject);

    private static string Key(WatchEpisode episode, string what) =>
        $"watch-{Words(episode).Word}-{Stamp(episode)}-{what}";

    private static string Stamp(WatchEpisode episode) =>
        episode.Since.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static RecordFact Fact(WatchEpisode episode, string key, DateTimeOffset at, string summary) => new(
        episode.Run.Id, key, Words(episode).What, By, at, summary,
        new Dictionary<string, string> { ["champion"] = episode.Champion.Digest },
        JsonSerializer.SerializeToElement(
            new
            {
                value = episode.Reading.Value,
                limit = episode.Reading.Limit,
                samples = episode.Reading.Samples,
                windows = episode.Windows,
            },
            ContractsJson.Options));
}
