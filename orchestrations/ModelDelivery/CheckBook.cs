using Landfall.Domain.Checks;

namespace Landfall.Orchestrations;

/// <summary>The outside checks of one version: what was started, what has answered, and what both are written as.</summary>
internal sealed class CheckBook(Delivery delivery, IReadOnlyList<CheckPlan> plans, ModelVersionRef version)
{
    private readonly Dictionary<string, CheckTicket> tickets = [];
    private readonly Dictionary<string, string> pages = [];
    private readonly Dictionary<string, CheckAnswer> answers = [];
    private DateTimeOffset began;

    public CheckRuling Ruling => CheckRules.Of(plans, answers);

    /// <summary>When to look again without being told, at the latest when the next time is over.</summary>
    public DateTimeOffset NextLook => CheckRules.NextLook(began, Open.Min(check => tickets[check.Name].ExpiresAt), Now);

    private IEnumerable<CheckPlan> Open => plans.Where(check => !answers.ContainsKey(check.Name));

    private DateTimeOffset Now => delivery.Context.CurrentUtcDateTime;

    public async Task StartAll()
    {
        began = Now;
        await Task.WhenAll(plans.Select(Start));
        Show();
    }

    /// <summary>Reads what has been answered, and writes down what is new.</summary>
    public async Task Look()
    {
        var open = Open.Select(Id).ToList();
        if (open.Count == 0)
            return;

        var read = await delivery.Context.CallActivityAsync<CheckAnswers>(
            Steps.ReadChecks, new ReadChecksRequest(open), RetryPolicies.Stubborn);
        foreach (var check in Open.ToList())
        {
            if (read.Answers.FirstOrDefault(answer => answer.Id == Id(check)) is { } answer)
                await Take(check, answer);
        }

        Show();
    }

    /// <returns>False when the time of none is over.</returns>
    public async Task<bool> CloseOverdue()
    {
        var overdue = Open.Where(check => tickets[check.Name].ExpiresAt <= Now).ToList();
        foreach (var check in overdue)
            await Take(check, await Close(check, CheckRules.Silence(check.Timeout)));
        Show();
        return overdue.Count > 0;
    }

    /// <summary>Nobody waits any more: what answers later is refused.</summary>
    public async Task Close(string reason)
    {
        foreach (var check in Open.ToList())
            await Take(check, await Close(check, reason));
        Show();
    }

    private async Task Start(CheckPlan check)
    {
        var (context, run, log, _) = delivery;
        var need = check.Required ? "required" : "not required";
        StartedCheck started;
        try
        {
            started = await context.CallActivityAsync<StartedCheck>(
                Steps.StartCheck, new StartCheckRequest(run, version, check.Name), RetryPolicies.Short);
        }
        catch (TaskFailedException failure)
        {
            var reason = $"it could not be started: {failure.ToReason()}";
            await log.Record(
                "check-asked", "approve", $"outside check '{check.Name}', {need}: {reason}", Inputs,
                new { check = check.Name, check.Required }, check.Name);
            await Take(check, await Close(check, reason));
            return;
        }

        var (ticket, page) = started;
        tickets[check.Name] = ticket;
        if (page is not null)
            pages[check.Name] = page.AbsoluteUri;
        await log.Record(
            "check-asked", "approve",
            $"outside check '{check.Name}', {need}, was started: {ticket.Where}. It may answer until {ticket.ExpiresAt.UtcDateTime:u}",
            Inputs, new { check = check.Name, check.Required, page }, check.Name);
    }

    private Task<CheckAnswer> Close(CheckPlan check, string reason) => delivery.Context.CallActivityAsync<CheckAnswer>(
        Steps.CloseCheck, new CloseCheckRequest(Id(check), reason), RetryPolicies.Stubborn);

    /// <summary>Where the answer names no page, the one it was started with leads to it, also when there is no answer.</summary>
    private async Task Take(CheckPlan check, CheckAnswer answer)
    {
        answer = answer with { Url = answer.Url ?? pages.GetValueOrDefault(check.Name) };
        answers[check.Name] = answer;
        var page = answer.Url is { } url ? $" ({url})" : "";
        await delivery.Log.Record(
            "checked", $"check {check.Name}",
            $"outside check '{check.Name}' {CheckRules.Word(answer.Conclusion)}: {answer.Summary}{page}",
            Inputs, new { check = check.Name, answer.Conclusion, check.Required, answer.Url }, check.Name);
    }

    private void Show()
    {
        var (ruling, log) = (Ruling, delivery.Log);
        log.Know(status => status with { Checks = ruling.Checks });
        var waits = string.Join(", ", Open.Select(check => $"{check.Name} until {tickets[check.Name].ExpiresAt.UtcDateTime:u}"));
        if (waits.Length > 0 && log.Status.WaitingFor != $"outside checks: {waits}")
            log.Wait(ChecksStage.Step, $"outside checks: {waits}");
    }

    private string Id(CheckPlan check) => Orchestrators.CheckId(delivery.Run.Id, check.Name);

    private Dictionary<string, string> Inputs => new() { ["model"] = version.Digest, ["statement"] = version.StatementDigest };
}
