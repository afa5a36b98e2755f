namespace Landfall.Orchestrations;

/// <summary>
/// What labels say, as a part of a look. Another app reads them, and one that is away or has much to read must not keep the watch from
/// looking at errors: after two minutes the look goes on without, and a later one takes up the answer.
/// </summary>
internal sealed class WatchLabels(TaskOrchestrationContext context)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private QualityRequest? asked;
    private Task<QualityLook>? answer;

    /// <summary>An answer is still to come. Starting over would lose it, and with it a judgement.</summary>
    public bool IsOpen => answer is { IsCompleted: false };

    /// <returns>The same look where no labels are asked for.</returns>
    public async Task<WatchLook> With(WatchState state, WatchLook look)
    {
        if (look is not { Plan.Quality: { } plan, Champion: { } champion, Since: { } since, Run: not null } || state.GoneBack is not null)
            return look;

        if (answer is null || asked is null)
        {
            asked = new(look.At, champion, since, plan, look.Holdout);
            answer = context.CallActivityAsync<QualityLook>(Steps.JudgeLabels, asked, RetryPolicies.Brief);
        }

        if (!await Comes(answer))
            return Without(look, plan, "they were not read within two minutes; a later look takes up what is found");

        var (request, given) = (asked, answer);
        (asked, answer) = (null, null);
        try
        {
            var found = await given;
            return request.Champion == champion
                ? look with { Quality = found.Reading, Labels = found.Labels }
                : Without(look, plan, "those of the champion before were still being read");
        }
        catch (Exception failure)
        {
            return Without(look, plan, failure.ToReason());
        }
    }

    private async Task<bool> Comes(Task answer)
    {
        using var over = new CancellationTokenSource();
        var first = await Task.WhenAny(answer, context.CreateTimer(context.CurrentUtcDateTime + Patience, over.Token));
        over.Cancel();
        return first == answer;
    }

    private static WatchLook Without(WatchLook look, QualityPlan plan, string why) => look with
    {
        Quality = new(WatchOutcome.Unknown, null, plan.Rule.Limit, 0, $"no labels: {why}"),
    };
}
