using System.Text.Json.Serialization;

namespace Landfall.Contracts;

/// <summary>Asks a lane to mark datasets as tainted, or to take the mark off again.</summary>
/// <param name="Id">Tells two requests apart; a repeat under the same id marks nothing twice.</param>
/// <param name="Datasets">Their digests, at most <see cref="Most"/>.</param>
/// <param name="Run">In whose record this stands beside the ledger: that of the version whose service tainted the data; null where a person named the datasets.</param>
public sealed record TaintRequest(string Id, IReadOnlyList<string> Datasets, bool Lift, string By, string Reason, string? Run = null)
{
    public const int Most = 500;
}

/// <summary>That somebody marked a dataset, or took the mark off.</summary>
public sealed record TaintMark(string Id, bool Lifted, string By, string Reason, DateTimeOffset At);

/// <summary>Everything that was said about one dataset, oldest first; the last mark holds.</summary>
public sealed record TaintHistory(IReadOnlyList<TaintMark> Marks)
{
    /// <summary>The mark that holds; null for data that may be trained on.</summary>
    [JsonIgnore]
    public TaintMark? Current => Marks is [.., { Lifted: false } last] ? last : null;
}
