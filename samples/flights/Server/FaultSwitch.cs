namespace Flights.Server;

/// <summary>The faults now in force; changed as a whole, read once per request.</summary>
internal sealed class FaultSwitch
{
    private volatile Faults current = new();

    public Faults Current
    {
        get => current;
        set => current = value;
    }

    public static bool Strikes(double rate) => rate > 0 && Random.Shared.NextDouble() < rate;
}
