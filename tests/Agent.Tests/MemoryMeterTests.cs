using System.Net;
using System.Net.Sockets;
using Landfall.Agent.Predicting.Memory;

namespace Landfall.Agent.Tests;

/// <summary>What the kernel says in /proc, laid into a folder, and once the real one.</summary>
public sealed class MemoryMeterTests : IDisposable
{
    private const int Port = 8080;
    private const int Agent = 65532;
    private const int Server = 65533;

    private readonly Folder proc = new();

    public MemoryMeterTests()
    {
        Process("self", 20, parent: 1, Agent, 9_000);
        Process("20", 20, parent: 1, Agent, 9_000);
        Process("1", 1, parent: 0, 65535, 700);                                   // the pause of a pod
        Directory.CreateDirectory(proc["20/fd"]);
    }

    public void Dispose() => proc.Dispose();

    [Fact]
    public void The_process_that_holds_the_socket_and_all_it_started_are_the_server()
    {
        Listen(Agent, "777");
        Process("30", 30, parent: 1, Agent, 100_000, socket: "777");
        Process("31", 31, parent: 30, Agent, 20_000);
        Process("32", 32, parent: 31, Agent, 3_000);
        Process("40", 40, parent: 1, Agent, 500_000, socket: "778");              // somebody else's

        Assert.Equal((123_000L * 1024, 3, null), Look(Meter()));
    }

    [Fact]
    public void Another_users_files_cannot_be_seen_so_all_of_its_processes_are_the_server()
    {
        Listen(Server, "777");
        Process("30", 30, parent: 0, Server, 100_000);
        Process("31", 31, parent: 30, Server, 20_000);

        Assert.Equal((120_000L * 1024, 2, null), Look(Meter()));
    }

    [Fact]
    public void The_largest_look_counts_even_when_a_process_has_ended_since()
    {
        Listen(Agent, "777");
        Process("30", 30, parent: 1, Agent, 50_000, socket: "777");
        Process("31", 31, parent: 30, Agent, 70_000);
        var meter = Meter();
        Look(meter);
        Directory.Delete(proc["31"], recursive: true);
        Process("30", 30, parent: 1, Agent, 60_000);

        Assert.Equal((120_000L * 1024, 2, null), Look(meter));
    }

    [Fact]
    public void A_server_that_was_started_anew_was_not_seen_to_its_end()
    {
        Listen(Agent, "777");
        Process("30", 30, parent: 1, Agent, 50_000, socket: "777");
        var meter = Meter();
        Look(meter);
        Directory.Delete(proc["30"], recursive: true);
        Process("33", 33, parent: 1, Agent, 10_000, socket: "777");

        var (peak, _, problem) = Look(meter);

        Assert.Equal(50_000L * 1024, peak);
        Assert.Contains("started anew", problem);
    }

    [Fact]
    public void Nobody_on_the_port_or_nobody_who_can_be_seen_is_unknown_with_its_reason()
    {
        Assert.Equal((null, 0, "no process listens on port 8080"), Look(Meter()));

        Listen(Server, "777");
        var (peak, _, problem) = Look(Meter());
        Assert.Null(peak);
        Assert.Contains("does not share its process namespace", problem);

        Assert.Contains("does not tell about processes", Look(new(new(proc["nowhere"]), Port)).Problem);
    }

    [Fact]
    public void This_very_process_is_found_by_its_port_and_is_some_megabytes_large()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has /proc");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var (peak, processes, problem) = Look(new(new("/proc"), ((IPEndPoint)listener.LocalEndpoint).Port));

        Assert.Null(problem);
        Assert.InRange(processes, 1, 100);
        Assert.InRange(peak!.Value, 10L << 20, 64L << 30);
    }

    private MemoryMeter Meter() => new(new(proc[""]), Port);

    private static (long? Peak, int Processes, string? Problem) Look(MemoryMeter meter)
    {
        meter.Look();
        return (meter.Result.PeakBytes, meter.Result.Processes, meter.Result.Problem);
    }

    private void Listen(int user, string inode) => proc.Write(
        "net/tcp",
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        + $"   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 {user}        0 {inode} 1 0000000000000000 100 0 0 10 0\n"
        + $"   1: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000 {Agent}        0 778 1 0000000000000000 100 0 0 10 0\n"
        + $"   2: 0100007F:1F90 0100007F:CAFE 01 00000000:00000000 00:00000000 00000000 {Agent}        0 779 1 0000000000000000 20 4 30 10 -1\n");

    private void Process(string folder, int id, int parent, int user, int peakKilobytes, string? socket = null)
    {
        proc.Write($"{folder}/status",
            $"Name:\tserver\nUmask:\t0022\nPid:\t{id}\nPPid:\t{parent}\nUid:\t{user}\t{user}\t{user}\t{user}\nVmPeak:\t999999 kB\nVmHWM:\t   {peakKilobytes} kB\nVmRSS:\t 5 kB\n");
        if (socket is null)
            return;
        Directory.CreateDirectory(proc[$"{folder}/fd"]);
        File.CreateSymbolicLink(proc[$"{folder}/fd/3"], $"socket:[{socket}]");
    }
}
