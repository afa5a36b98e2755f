using Landfall.Contracts.Documents;

namespace Landfall.Functions.Evaluate.Judging;

/// <summary>Columns that a contract tags as personal: no value of them may stand in a report or a message.</summary>
internal static class PersonalColumns
{
    public static IReadOnlySet<string> Of(DataContract? contract) =>
        (contract?.Spec.Columns ?? []).Where(column => column.IsPersonal).Select(column => column.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
