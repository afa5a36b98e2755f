using System.Runtime.InteropServices;

namespace Flights.Traffic;

/// <summary>Turns SIGTERM and SIGINT into a wish to end well.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();

    // Kept in a field: a registration that nobody holds ends with the next garbage collection.
    private readonly PosixSignalRegistration[] registrations;

    public StopSignals()
    {
        registrations =
            [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop), PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop)];
    }

    public CancellationToken Token => stop.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}
