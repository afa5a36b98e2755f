namespace Landfall.DuckDb;

/// <summary>DuckDB refused a statement or could not finish it; the message is its first line, without paths of this machine.</summary>
public sealed class QueryFailure(string message, Exception inner) : Exception(message, inner);
