namespace Landfall.Contracts.Agent;

/// <summary>The parts of a job's <c>spec.json</c> that say what the columns of its files are.</summary>
public sealed record InputSpec(
    string Run,
    string Pipeline,
    string Task,
    string Format,
    InputLabel? Label,
    IReadOnlyList<InputColumn> Columns,
    IReadOnlyList<string>? Files);

public sealed record InputLabel(string Name);

/// <param name="Type">One of string, integer, number, boolean, date, timestamp.</param>
/// <param name="Role">One of feature, label, ignored.</param>
public sealed record InputColumn(string Name, string Type, string Role);
