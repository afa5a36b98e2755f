using Landfall.Domain.Storage;

namespace Landfall.Functions.Approve.Checks;

/// <summary>When a try to start a check began.</summary>
public sealed record CheckTry(DateTimeOffset At);

/// <summary>What is asked of outside checks, whether they were started, and their answers: blobs created once.</summary>
public sealed class CheckLog(IBlobStore blobs, TimeProvider time)
{
    /// <summary>After this, a try of which nothing more was heard is over: more than one call may take.</summary>
    private static readonly TimeSpan TryLease = TimeSpan.FromMinutes(1);

    /// <summary>Stores what is asked, or finds what was stored first: a repeat has the same end.</summary>
    public async Task<CheckTicket> Ask(CheckTicket ticket, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        await blobs.CreateJson(Paths.CheckTicket(ticket.Id), ticket, cancel);
        return await blobs.NeedJson<CheckTicket>(Paths.CheckTicket(ticket.Id), cancel);
    }

    public async Task<CheckTicket?> Ticket(string id, CancellationToken cancel) =>
        (await blobs.ReadJson<CheckTicket>(Paths.CheckTicket(id), cancel))?.Value;

    /// <returns>Null while it was not started.</returns>
    public async Task<StartedCheck?> Started(string id, CancellationToken cancel) =>
        (await blobs.ReadJson<StartedCheck>(Paths.CheckStarted(id), cancel))?.Value;

    public Task MarkStarted(StartedCheck started, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(started);
        return blobs.CreateJson(Paths.CheckStarted(started.Ticket.Id), started, cancel);
    }

    /// <summary>Claims the next try. One of which nothing more was heard, such as of a process that died, is waited for first.</summary>
    /// <exception cref="IOException">Another try is under way.</exception>
    public async Task<int> BeginTry(string id, CancellationToken cancel)
    {
        var (number, last) = (0, (CheckTry?)null);
        while (await blobs.ReadJson<CheckTry>(Paths.CheckTry(id, number + 1), cancel) is { } found)
            (number, last) = (number + 1, found.Value);

        var now = time.GetUtcNow();
        var isUnderWay = last is not null && now < last.At + TryLease && await blobs.Read(Paths.CheckTryOver(id, number), cancel) is null;
        if (isUnderWay || !await blobs.CreateJson(Paths.CheckTry(id, number + 1), new CheckTry(now), cancel))
            throw new IOException($"Check {id} is being started by another try, which is waited for.");
        return number + 1;
    }

    /// <summary>The try has ended without a start, so that the next one need not wait.</summary>
    public Task EndTry(string id, int number, CancellationToken cancel) =>
        blobs.CreateJson(Paths.CheckTryOver(id, number), new CheckTry(time.GetUtcNow()), cancel);

    public async Task<CheckAnswer?> Answered(string id, CancellationToken cancel) =>
        (await blobs.ReadJson<CheckAnswer>(Paths.CheckAnswer(id), cancel))?.Value;

    /// <returns>The answer that stands: this one, or the one that was first.</returns>
    public async Task<CheckAnswer> Answer(CheckAnswer answer, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(answer);
        await blobs.CreateJson(Paths.CheckAnswer(answer.Id), answer, cancel);
        return await blobs.NeedJson<CheckAnswer>(Paths.CheckAnswer(answer.Id), cancel);
    }
}
