using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Landfall.Local.Events;

/// <summary>
/// One running Azurite. It outlives this process when that is killed, and the next start on the same state adopts it:
/// Azurite saves only every five seconds, so ending it needlessly would lose what it has just promised to keep.
/// </summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private const int Attempts = 3;
    /// <summary>One that has ended is noticed at once; this is for a machine that is busy with something else.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Process process;

    private AzuriteProcess(Process process, AzuritePorts ports, bool adopted)
    {
        this.process = process;
        Ports = ports;
        Adopted = adopted;
    }

    public AzuritePorts Ports { get; }
    public bool Adopted { get; }
    public int Pid => process.Id;

    /// <exception cref="LocalStartException">Azurite ended at once or its ports did not answer.</exception>
    public static async Task<AzuriteProcess> StartAsync(
        LocalStorageOptions options, NodeRuntime runtime, string script, CancellationToken cancel)
    {
        var state = Path.GetFullPath(options.StateFolder);
        var data = Path.Combine(state, "azurite");
        Directory.CreateDirectory(data);

        var previous = AzuriteRecord.Read(state);
        if (previous is not null && await AdoptAsync(previous, options.Ports, data, cancel) is { } living)
            return living;

        for (var attempt = 1; ; attempt++)
        {
            var ports = options.Ports.Choose(previous?.Ports);
            try
            {
                return await LaunchAsync(runtime.Node, script, ports, state, data, cancel);
            }
            catch (LocalStartException) when (attempt < Attempts && options.Ports != ports)
            {
                // A free port may be taken by someone else before Azurite opens it: choose anew.
            }
        }
    }

    private static async Task<AzuriteProcess> LaunchAsync(
        string node, string script, AzuritePorts ports, string state, string data, CancellationToken cancel)
    {
        var log = Path.Combine(state, "azurite.log");
        var process = Process.Start(Command(node, Arguments(script, ports, data), log))!;
        new AzuriteRecord(process.Id, ProcessIdentity.StartTime(process.Id), ports).Write(state);

        if (await AnswersAsync(ports, process, StartLimit, cancel))
            return new AzuriteProcess(process, ports, adopted: false);

        var said = File.Exists(log) ? (await File.ReadAllTextAsync(log, cancel)).Trim() : "nothing";
        if (!process.HasExited)
            process.Kill();
        throw new LocalStartException(
            $"Azurite did not answer on 127.0.0.1 ports {ports.Blob}, {ports.Queue}, {ports.Table}. It said: {said} "
            + $"See {log}; if a port is taken, choose another or leave it 0.");
    }

    /// <summary>Returns when Azurite has ended, for whatever reason.</summary>
    public Task EndAsync(CancellationToken cancel) => process.WaitForExitAsync(cancel);

    /// <summary>Asks Azurite to save and end.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(process);
        process.Dispose();
    }

    private static async Task<AzuriteProcess?> AdoptAsync(
        AzuriteRecord previous, AzuritePorts wanted, string data, CancellationToken cancel)
    {
        var isOurs = previous.StartTime != 0
            && ProcessIdentity.StartTime(previous.Pid) == previous.StartTime
            && ProcessIdentity.WasStartedWith(previous.Pid, data);
        if (!isOurs)
            return null;

        var process = Process.GetProcessById(previous.Pid);
        if (wanted.Accepts(previous.Ports) && await AnswersAsync(previous.Ports, process, StopLimit, cancel))
            return new AzuriteProcess(process, previous.Ports, adopted: true);

        // Two emulators on one data folder would overwrite each other's saves.
        await StopAsync(process);
        process.Dispose();
        return null;
    }

    private static string[] Arguments(string script, AzuritePorts ports, string data) =>
    [
        script, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", data,
        "--blobHost", "127.0.0.1", "--blobPort", $"{ports.Blob}",
        "--queueHost", "127.0.0.1", "--queuePort", $"{ports.Queue}",
        "--tableHost", "127.0.0.1", "--tablePort", $"{ports.Table}",
    ];

    private static ProcessStartInfo Command(string node, string[] arguments, string log)
    {
        if (OperatingSystem.IsWindows())
            return new ProcessStartInfo(node, arguments);

        // Into a file, not a pipe: a pipe would end with this process and take Azurite with it.
        string[] shell = ["/bin/sh", "-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", log, node, .. arguments];
        // A session of its own: Ctrl-C goes to all of a terminal's, and storage has to be the last to end.
        return OperatingSystem.IsLinux() ? new ProcessStartInfo("setsid", shell) : new ProcessStartInfo(shell[0], shell[1..]);
    }

    private static async Task<bool> AnswersAsync(
        AzuritePorts ports, Process process, TimeSpan limit, CancellationToken cancel)
    {
        var started = Stopwatch.StartNew();
        while (started.Elapsed < limit && !process.HasExited)
        {
            if (await AcceptsAsync(ports.Blob, cancel)
                && await AcceptsAsync(ports.Queue, cancel)
                && await AcceptsAsync(ports.Table, cancel))
                return true;
            await Task.Delay(Pause, cancel);
        }

        return false;
    }

    private static async Task<bool> AcceptsAsync(int port, CancellationToken cancel)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task StopAsync(Process process)
    {
        if (process.HasExited)
            return;
        ProcessIdentity.AskToEnd(process);
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
    }
}
