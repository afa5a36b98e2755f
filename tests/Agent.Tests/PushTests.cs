using System.Text.Json;
using Landfall.Contracts.Provenance;

namespace Landfall.Agent.Tests;

public sealed class PushTests : IAsyncLifetime
{
    private readonly Folder folder = new();
    private BlobServer server = null!;

    public async ValueTask InitializeAsync() => server = await BlobServer.Start();

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Uploads_the_model_with_its_manifest_last_and_once()
    {
        folder.Write("out/model/trees/a.bin", "abc");
        folder.Write("out/metrics.json", "{}");

        var first = await Push();
        var again = await Push();

        Assert.Equal((0, 0), (first.Code, again.Code));
        var manifest = JsonSerializer.Deserialize(server.Blobs["run/train-1/manifest.json"], ProvenanceJson.Default.FileManifest)!;
        Assert.Equal("trees/a.bin", Assert.Single(manifest.Files).Name);
        Assert.True(server.Blobs.ContainsKey("run/train-1/files/trees/a.bin"));
        Assert.True(server.Blobs.ContainsKey("run/train-1/metrics.json"));
    }

    [Fact]
    public async Task Refuses_to_put_another_output_in_the_same_place()
    {
        folder.Write("out/model/a.bin", "abc");
        await Push();
        folder.Write("out/model/a.bin", "other");

        var run = await Push();

        Assert.Equal((int)ExitCode.Conflict, run.Code);
        Assert.Contains("another output is there already", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refuses_a_link_wherever_it_points_and_uploads_nothing(bool toFolder)
    {
        folder.Write("out/model/a.bin", "abc");
        folder.Write("secrets/key", "secret");
        if (toFolder)
            Directory.CreateSymbolicLink(folder["out/model/link"], folder["secrets"]);
        else
            File.CreateSymbolicLink(folder["out/model/link"], folder["secrets/key"]);

        var run = await Push();

        Assert.Equal((int)ExitCode.Refused, run.Code);
        Assert.Contains("the output holds a link, link:", run.Errors, StringComparison.Ordinal);
        Assert.Empty(server.Blobs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Says_when_the_trainer_wrote_no_model(bool emptyFolder)
    {
        Directory.CreateDirectory(emptyFolder ? folder["out/model"] : folder["out"]);

        var run = await Push();

        Assert.Equal((int)ExitCode.NothingToPush, run.Code);
        Assert.Contains("the trainer wrote no model", run.Errors, StringComparison.Ordinal);
        Assert.Empty(server.Blobs);
    }

    private Task<AgentRun> Push() => AgentRun.Of(
        new Dictionary<string, string> { ["LANDFALL_TARGET"] = server.Sas }, "push", "--from", folder["out"], "--to", "run/train-1");
}
