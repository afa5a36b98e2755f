using System.Net;
using System.Net.Sockets;
using Landfall.Local.Shared;

namespace Landfall.Cluster.Tests;

public sealed class FreePortTests
{
    [Fact]
    public void A_port_that_another_program_will_listen_on_is_not_given()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;

        Assert.Throws<IOException>(() => FreePort.Take(port, port));
    }

    [Fact]
    public void A_port_is_not_given_twice_while_its_program_starts()
    {
        var port = FreePort.Take();

        Assert.True(FreePort.IsFree(port));
        Assert.Throws<IOException>(() => FreePort.Take(port, port));
    }

    [Fact]
    public void Ports_do_not_run_out_in_a_long_life()
    {
        const int range = 1_000;

        for (var taken = 0; taken < 2 * range; taken++)
            Assert.InRange(FreePort.Take(31_000, 31_000 + range - 1), 31_000, 31_000 + range - 1);
    }
}
