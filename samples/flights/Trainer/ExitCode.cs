namespace Flights.Trainer;

/// <summary>How the program ends.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>A file is missing or cannot be read.</summary>
    Input = 3,

    /// <summary>The data has no rows, or only one class.</summary>
    Data = 4,
}
