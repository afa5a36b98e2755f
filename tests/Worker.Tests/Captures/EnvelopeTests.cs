using System.Text;
using System.Text.Json.Nodes;

namespace Landfall.Worker.Tests.Captures;

public sealed class EnvelopeTests
{
    [Fact]
    [Trait("Protocol", "2.4")]
    public void Reads_the_durable_client_through_two_layers_of_text()
    {
        var start = Capture.Of("01").Single(capture => capture.Function == "httpStart");
        using var clients = new DurableTaskClients(
            Microsoft.Extensions.Options.Options.Create(new WorkerOptions()));

        var client = clients.Get(start.Envelope.Text("client"), "httpStart", "client");

        Assert.Equal("RigHub", client.Name);
        Assert.Equal(
            "https://127.0.0.1:7071/runtime/webhooks/durabletask/instances/a%2Fb/terminate?reason={text}&code=SYSTEM-KEY",
            client.CreateHttpManagementPayload("a/b").TerminatePostUri);
    }

    [Fact]
    [Trait("Protocol", "2.1")]
    public void Reads_an_activity_input_as_the_text_the_orchestrator_wrote()
    {
        var act = Capture.Of("04").First(capture => capture.Function == "act");

        Assert.Equal("""{"n":1}""", act.Envelope.Text("input"));
        Assert.Matches("^(inst-A|[0-9a-f]{32})$", act.Envelope.Metadata["instanceId"]!);
    }

    [Fact]
    [Trait("Protocol", "1.4")]
    public void Reads_a_queue_message_a_blob_and_an_event()
    {
        var queued = Capture.Of("03").First(capture => capture.Function == "queueFunc").Envelope;
        var blob = Capture.Of("03").First(capture => capture.Function == "blobFunc").Envelope;
        var landed = Capture.Of("02").First(capture => capture.Function == "egFunc").Envelope;

        Assert.Equal("""{"json":1}""", queued.Text("item"));
        Assert.Equal("hello blob", Encoding.UTF8.GetString(blob.Bytes("blob")));
        Assert.Equal("dir/a.txt", blob.Metadata["name"]);
        Assert.Equal("ev1", JsonNode.Parse(landed.Text("eventGridEvent")!)!["id"]!.ToString());
    }

    [Theory]
    [Trait("Protocol", "1.4")]
    [InlineData("\"null\"", null)]
    [InlineData("\"\\\"plain text\\\"\"", "plain text")]
    [InlineData("\"5\"", "5")]
    [InlineData("\"2026-11-23T18:34:23+00:00\"", "2026-11-23T18:34:23+00:00")]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    public void Decodes_each_way_the_host_writes_a_value(string json, string? expected)
    {
        using var value = System.Text.Json.JsonDocument.Parse(json);

        Assert.Equal(expected, InvocationEnvelope.Decode(value.RootElement));
    }
}
