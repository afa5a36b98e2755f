using Landfall.Contracts;
using Landfall.Domain.Explanations;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Tests.Record;
using Landfall.Registry;
using Landfall.Signing;

namespace Landfall.Functions.Tests.Console;

/// <summary>What the records tell, from storage as the Record app wrote it.</summary>
public sealed class RunStoriesTests
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private readonly RecordFixture fixture = new();
    private readonly FakeDurableTaskClient hub = new();

    [Fact]
    public async Task An_exported_record_verifies_without_the_platform_and_a_bent_one_does_not()
    {
        await fixture.Writer.Append(RecordFixture.Fact("started"), Cancel);
        await fixture.Writer.Append(RecordFixture.Fact("verdict"), Cancel);

        var file = await Stories().Export(RecordFixture.RunId, Cancel);

        Assert.Equal(fixture.Signer.PublicKeyPem, file.PublicKeys);
        Assert.True((await file.Verify(new SignatureCheck(fixture), Cancel)).Intact);
        var bent = file with { Entries = [file.Entries[0] with { Fact = file.Entries[0].Fact with { By = "mallory" } }, file.Entries[1]] };
        Assert.Equal(1, (await bent.Verify(new SignatureCheck(fixture), Cancel)).At);
    }

    [Fact]
    public async Task A_record_that_is_broken_in_storage_is_exported_as_it_is()
    {
        await fixture.Writer.Append(RecordFixture.Fact("started"), Cancel);
        var path = Paths.Record(RecordFixture.RunId, 1);
        var entry = await fixture.Blobs.NeedJson<RecordEntry>(path, Cancel);
        await fixture.Blobs.WriteJson(path, entry with { Fact = entry.Fact with { By = "mallory" } }, Cancel);

        var file = await Stories().Export(RecordFixture.RunId, Cancel);

        Assert.Equal(1, (await file.Verify(new SignatureCheck(fixture), Cancel)).At);
    }

    [Fact]
    public async Task A_run_that_ended_is_explained_from_storage_and_an_unknown_one_is_not()
    {
        await fixture.Writer.Append(RecordFixture.Fact("started"), Cancel);
        await Ended(new RunStatus(RecordFixture.Run, [], RecordFixture.Now, RecordFixture.Now, Verdict.Failed, "the cluster was away"));

        var told = await Stories().OfRun(RecordFixture.RunId, hub, Cancel);

        Assert.Contains("the cluster was away", ExplanationText.Of(told!).Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Null(await Stories().OfRun("flights-delay-000000000000", hub, Cancel));
        Assert.Null(await Stories().OfModel("../flights", hub, Cancel));
    }

    [Fact]
    public async Task What_served_is_read_from_all_runs_of_the_model()
    {
        var moves = RunSamples.Promoted();
        foreach (var entry in moves.Record.Entries)
            await fixture.Writer.Append(entry.Fact, Cancel);
        await Ended(moves.Status);

        var history = await Stories().Served("flights-delay", hub, Cancel);

        Assert.Equal([6, 7], history.At(RecordFixture.Now.AddMinutes(5))!.Shares.Select(share => share.Version.Number));
        Assert.Equal([7], history.At(RecordFixture.Now.AddDays(1))!.Shares.Select(share => share.Version.Number));
        Assert.Empty((await Stories().Served("another", hub, Cancel)).Spans);
    }

    private Task Ended(RunStatus status) => fixture.Blobs.WriteJson(Paths.Status(status.Run.Id), status, Cancel);

    private RunStories Stories() => new(
        new(fixture.Blobs), fixture.Reader, new ModelRegistry(fixture.Blobs, TimeProvider.System), TimeProvider.System, fixture);
}
