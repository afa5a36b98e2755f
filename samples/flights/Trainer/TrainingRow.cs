using Flights.Model;

namespace Flights.Trainer;

/// <summary>A flight and whether it came late.</summary>
internal readonly record struct TrainingRow(Flight Flight, bool Late);
