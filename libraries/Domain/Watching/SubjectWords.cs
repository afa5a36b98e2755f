namespace Landfall.Domain.Watching;

/// <summary>How each thing that is watched is called, where people and keys need it.</summary>
/// <param name="Word">In keys of facts.</param>
/// <param name="What">The kind of fact in a record.</param>
/// <param name="Name">Of an episode, in the plural.</param>
/// <param name="Subject">What the owner reads first.</param>
/// <param name="Told">What happened, after the version's name; the windows follow.</param>
internal sealed record SubjectWords(string Word, string What, string Name, string Subject, Func<ModelVersionRef, string> Told)
{
    private static readonly Dictionary<WatchSubject, SubjectWords> All = new()
    {
        [WatchSubject.Drift] = new(
            "drift", "model-drift", "drifted predictions", "live predictions have drifted",
            version => $"live predictions of {version} have drifted from its holdout"),
        [WatchSubject.Errors] = new(
            "errors", "serving-errors", "errors", "too many requests fail", version => $"too many requests of {version} failed"),
        [WatchSubject.Quality] = new(
            "quality", "live-quality", "worse predictions", "live predictions are worse than on the holdout",
            version => $"live predictions of {version} were worse than those on its holdout"),
        [WatchSubject.Inputs] = new(
            "inputs", "input-drift", "drifted inputs", "live inputs have drifted",
            version => $"live inputs of {version} have drifted from the data it was trained on"),
        [WatchSubject.Health] = new(
            "health", "serving-health", "looks that saw nothing", "nothing can be seen of it",
            version => $"nothing could be seen of {version}"),
    };

    public static SubjectWords Of(WatchSubject subject) => All[subject];
}
