namespace Landfall.Domain.Notifications;

/// <summary>The words in which people hear of an emergency override.</summary>
public static class OverrideMessages
{
    /// <param name="view">What the log amounts to with this entry.</param>
    public static Notification Of(Run run, OverrideEntry entry, OverrideView view, string person, string to)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(view);
        var (subject, what) = entry.Act switch
        {
            OverrideAct.Ask => ($"EMERGENCY: {entry.By} asks for an override of {run.Pipeline}",
                $"{view.Explanation}.\n\nConfirm it, if you agree and are not {entry.By}: landfall override {run.Id} --confirm --as YOU"),
            OverrideAct.Confirm => ($"EMERGENCY OVERRIDE of {run.Pipeline} by {view.AskedBy} and {entry.By}",
                $"{view.Explanation}.{Said(entry)}\n\nTake it back, if that is wrong: "
                + $"landfall override {run.Id} --withdraw --reason TEXT --as YOU"),
            _ => ($"The emergency override of {run.Pipeline} was withdrawn by {entry.By}", $"{view.Explanation}.{Said(entry)}"),
        };
        var text = $"""
            Run {run.Id} of {run.Pipeline}, policy {run.Documents.Policy}.
            {what}

            See what stands: landfall override {run.Id}
            """;
        return new(About(run, entry), person, to, subject, text, ExpiresAt: view.Until);
    }

    public static string About(Run run, OverrideEntry entry)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(entry);
        return $"{run.Id}-override-{entry.Sequence}";
    }

    private static string Said(OverrideEntry entry) => string.IsNullOrWhiteSpace(entry.Reason) ? "" : $"\n{entry.By}: {entry.Reason}";
}
