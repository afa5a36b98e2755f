using Flights.Trainer;

const int DefaultRows = 200_000;
var root = Environment.GetEnvironmentVariable("LANDFALL_ROOT") is { Length: > 0 } given ? given : "/landfall";
var asked = Environment.GetEnvironmentVariable("TRAIN_ROWS");
if (!int.TryParse(asked ?? $"{DefaultRows}", out var rows) || rows < 1)
{
    Console.Error.WriteLine($"flights trainer: TRAIN_ROWS is '{asked}'; expected a whole number of at least 1.");
    return (int)ExitCode.Input;
}
try
{
    Training.Run(root, rows, Console.WriteLine);
    return (int)ExitCode.Done;
}
catch (TrainingException error)
{
    Console.Error.WriteLine($"flights trainer: {error.Message}");
    return (int)error.Code;
}
