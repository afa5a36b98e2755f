using Landfall.Domain.Access;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Access;

namespace Landfall.Functions.Console.Access;

/// <summary>Every request comes in here: who asks, and what the environment lets them do now.</summary>
public sealed class Door(Callers callers, CurrentAccess access, ConsoleOptions options)
{
    /// <param name="claimed">The name that the caller gives in the body or form; null where none is given.</param>
    public async Task<Visit> Enter(HttpRequest request, string? claimed, CancellationToken cancel)
    {
        var ground = await access.Of(options.Environment, cancel);
        if (ground.Unclear is { } unclear)
            return new(ground, new(null, Proven: false, new(
                StatusCodes.Status403Forbidden, "whichEnvironment", unclear, $"Set {ConsoleOptions.Section}__{nameof(options.Environment)} to one of them.")));

        return new(ground, callers.Of(request, claimed, ground.Environment));
    }

    /// <returns>Why this run is not shown: it may not be looked at, or nobody knows it.</returns>
    public async Task<RunRefusal?> Sight(
        HttpRequest request, string run, RunDirectory runs, DurableTaskClient client, CancellationToken cancel)
    {
        var visit = await Enter(request, null, cancel);
        if (visit.Refusal(AccessAct.View, null) is { } stranger)
            return stranger;
        return await runs.Find(run, client, cancel) is { } found
            ? visit.Refusal(AccessAct.View, found.Run.Pipeline) : RunRefusal.NoRun(run);
    }
}

/// <summary>One request, and what may be done in it.</summary>
public sealed class Visit(AccessGround ground, CallerReading reading)
{
    /// <summary>Who acts, for the record; null when nobody is named.</summary>
    public string? Name => reading.Caller?.Name;

    /// <summary>Who has signed in; null where nobody does.</summary>
    public string? SignedIn => reading.Proven ? Name : null;

    /// <param name="pipeline">Null for what belongs to no pipeline.</param>
    /// <returns>Null when it may be done.</returns>
    public RunRefusal? Refusal(AccessAct act, string? pipeline)
    {
        if (reading.Refused is { } unknown)
            return new(unknown.Status, unknown.Code, unknown.Message, unknown.Hint);
        if (reading.Caller is { } caller)
        {
            return AccessRules.Refusal(ground.Environment, caller, act, pipeline) is { } refused
                ? new(StatusCodes.Status403Forbidden, "mayNot", refused.Message, refused.Hint) : null;
        }

        // Whoever holds the key may look where names are mere claims: looking asks for none.
        return act == AccessAct.View || ground.Environment?.Access is null
            ? null
            : new(StatusCodes.Status403Forbidden, "noName", "The environment says who may do what, and nobody is named.",
                "Say who asks: --as PERSON on the command line, \"by\" in a body.");
    }

    public bool May(AccessAct act, string? pipeline) => Refusal(act, pipeline) is null;
}
