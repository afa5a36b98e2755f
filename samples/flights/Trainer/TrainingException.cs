namespace Flights.Trainer;

/// <summary>An end the user can understand: what is wrong, and the exit code that says so.</summary>
internal sealed class TrainingException(ExitCode code, string message) : Exception(message)
{
    public ExitCode Code { get; } = code;
}
