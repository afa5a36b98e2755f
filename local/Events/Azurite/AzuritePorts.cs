namespace Landfall.Local.Events;

/// <summary>Loopback ports of one storage emulator and its proxy. 0 asks for a free one.</summary>
public sealed record AzuritePorts(int Blob = 0, int Queue = 0, int Table = 0, int Proxy = 0)
{
    /// <summary>Fills what is 0: with the port of the previous life if it is free, else with any free one.</summary>
    internal AzuritePorts Choose(AzuritePorts? previous) => new(
        Choose(Blob, previous?.Blob),
        Choose(Queue, previous?.Queue),
        Choose(Table, previous?.Table),
        Choose(Proxy, previous?.Proxy));

    internal int ChooseProxy(AzuritePorts previous) => Choose(Proxy, previous.Proxy);

    /// <summary>Whether an emulator that runs on <paramref name="running"/> is what was asked for.</summary>
    internal bool Accepts(AzuritePorts running) =>
        Accepts(Blob, running.Blob) && Accepts(Queue, running.Queue) && Accepts(Table, running.Table);

    private static bool Accepts(int wanted, int running) => wanted == 0 || wanted == running;

    private static int Choose(int wanted, int? previous) =>
        wanted != 0 ? wanted
        : previous is > 0 && IsFree(previous.Value) ? previous.Value
        : Shared.FreePort.Take();

    internal static bool IsFree(int port) => Shared.FreePort.IsFree(port);
}
