using System.Net;
using System.Net.Sockets;
using Landfall.Local.Events;

namespace Landfall.Events.Tests.Azurite;

public sealed class AzuritePortsTests
{
    [Fact]
    public void Takes_the_ports_of_the_previous_life_unless_they_are_taken_or_others_are_asked_for()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var busy = ((IPEndPoint)taken.LocalEndpoint).Port;
        var first = new AzuritePorts().Choose(null);

        var again = new AzuritePorts(Queue: 12345).Choose(first with { Table = busy });

        Assert.Equal(first.Blob, again.Blob);
        Assert.Equal(12345, again.Queue);
        Assert.NotEqual(busy, again.Table);
        Assert.Equal(first.Proxy, again.Proxy);
    }
}
