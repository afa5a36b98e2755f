using System.Text;
using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Console.Triggers;
using Landfall.Functions.Tests.Record;
using Landfall.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Console;

/// <summary>Closed datasets of the pipeline <c>flights</c>, records, and the API over both.</summary>
internal sealed class DatasetsBench
{
    private readonly RecordFixture fixture = new();

    public MemoryBlobStore Blobs => fixture.Blobs;

    public FakeDurableTaskClient Client { get; } = new();

    public DatasetsApi Api => new(
        new PinnedSamples(),
        new ClosedDatasets(Blobs, new RunStories(
            new(Blobs), fixture.Reader, new ModelRegistry(Blobs, TimeProvider.System), TimeProvider.System, fixture)),
        TimeProvider.System, NullLogger<DatasetsApi>.Instance, Doors.Open());

    public Task Close(string month, string? digest = null, int day = 0, DateTimeOffset? at = null)
    {
        digest ??= $"sha256:{month}";
        return Blobs.CreateJson(
            Paths.Dataset("flights", digest),
            new DatasetManifest("flights", $"monthly/{month}", digest, "flights", [], at ?? DateTimeOffset.UnixEpoch.AddDays(day)), default);
    }

    /// <summary>A run that ended, with its record.</summary>
    public async Task Tell(RunView told)
    {
        foreach (var entry in told.Record.Entries)
            await fixture.Writer.Append(entry.Fact with { RunId = told.Status.Run.Id }, default);
        await Blobs.WriteJson(Paths.Status(told.Status.Run.Id), told.Status, default);
    }

    public async Task<string> List()
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        using var body = new MemoryStream();
        http.Response.Body = body;
        await (await Api.List(http.Request, "flights", Client, default)).ExecuteAsync(http);
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
