using System.Text.Json;

namespace Landfall.Domain.Checks;

/// <summary>What a system outside is told of the version that it has to check.</summary>
/// <param name="Id">The same whenever the same is asked again: by it a repeat is known.</param>
/// <param name="Digest">Of the version's files.</param>
/// <param name="Statement">Of its signed statement: an answer is good for this one alone.</param>
public sealed record CheckSubject(
    string Id, string Check, string Run, string Pipeline, string Model, int Version, string Digest, string Statement,
    DateTimeOffset ExpiresAt)
{
    public static CheckSubject Of(Run run, CheckTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(ticket);
        var version = ticket.Version;
        return new(
            ticket.Id, ticket.Check, run.Id, run.Pipeline, version.Model, version.Number, version.Digest, version.StatementDigest,
            ticket.ExpiresAt);
    }

    public string Json() => JsonSerializer.Serialize(this, ContractsJson.Options);
}

/// <summary>Asks a system outside.</summary>
/// <param name="Callback">Takes the answer. Whoever has it may answer for this check: never logged, kept nowhere.</param>
public sealed record CheckMessage(CheckSubject Subject, Uri Callback)
{
    /// <summary>Without the callback: a record prints all its parts otherwise, also into a log.</summary>
    public override string ToString() => $"check {Subject.Id}";
}
