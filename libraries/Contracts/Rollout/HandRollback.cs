namespace Landfall.Contracts;

/// <summary>
/// A rollback that a person wrote to the cluster without the platform's help. Registry, record and Git follow when they
/// can be reached.
/// </summary>
/// <param name="From">Lost its traffic, for ever.</param>
/// <param name="To">Has all traffic since.</param>
/// <param name="Run">The run that had written the route before.</param>
/// <param name="Fence">What the route was written with.</param>
public sealed record HandRollback(
    ModelVersionRef From, ModelVersionRef To, string? Run, string By, string Reason, DateTimeOffset At, Fence Fence)
{
    public override string ToString() => $"rolled back by {By}: {Reason}";
}

/// <summary>No candidate gets more traffic until two people lift it. Ways back stay open.</summary>
/// <param name="Lifting">Who has said so far that it may be lifted.</param>
public sealed record Halt(string By, string Reason, DateTimeOffset At, IReadOnlyList<HaltLift>? Lifting = null)
{
    public override string ToString() =>
        $"halted by {By} since {At:u}: {Reason}{(Lifting is [var first, ..] ? $" ({first.By} would lift it; a second person has to)" : "")}";
}

/// <summary>A person's word that a halt may be lifted.</summary>
public sealed record HaltLift(string By, DateTimeOffset At);

/// <summary>A hand-made rollback whose run is over, and what is to follow from it.</summary>
/// <param name="Run">The run that had written the route; it is over.</param>
public sealed record SettledRollback(RouteRef Route, HandRollback Rollback, Run Run);
