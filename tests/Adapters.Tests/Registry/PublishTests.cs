using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;

namespace Landfall.Adapters.Tests.Registry;

public sealed class PublishTests
{
    private readonly RegistryBench bench = new();

    [Fact]
    public async Task A_version_holds_the_files_that_were_evaluated_under_a_signed_statement()
    {
        var version = await bench.Registry().Publish(await bench.Candidate("run-a"), default);

        var verified = await bench.Verify(version);
        Assert.Null(verified.Refusal);
        Assert.Equal((1, "run-a", "trainer@sha256:2", "server@sha256:1"), (
            verified.Statement!.Predicate.Version, verified.Statement.Predicate.Run,
            verified.Statement.Predicate.TrainerImage, verified.Statement.Predicate.ServerImage));
        var copy = await bench.Blobs.Read(
            new(Containers.Registry, RegistryLayout.File(RegistryBench.Model, 1, "meta/columns.json")), default);
        Assert.Equal("[\"distance\"]"u8.ToArray(), copy!.Content.ToArray());
    }

    [Fact]
    public async Task The_same_run_finds_its_version_again_and_another_gets_the_next_number()
    {
        var first = await bench.Registry().Publish(await bench.Candidate("run-a"), default);
        var again = await bench.Registry().Publish(await bench.Candidate("run-a"), default);
        var second = await bench.Register("run-b");

        Assert.Equal(first, again);
        Assert.Equal(2, second.Number);
    }

    [Fact]
    public async Task Whenever_the_process_dies_the_next_attempt_completes_the_same_version()
    {
        var died = 0;
        for (var calls = 0; ; calls++)
        {
            var own = new RegistryBench();
            var draft = await own.Candidate("run-a");
            try
            {
                await own.Registry(new DyingBlobStore(own.Blobs, calls)).Publish(draft, default);
                break;
            }
            catch (IOException)
            {
                died++;
            }

            Assert.Empty(await own.Reader.Versions(RegistryBench.Model, default).Where(v => v.Version.Number != 1).ToListAsync());
            var version = await own.Registry().Publish(draft, default);
            Assert.Equal(1, version.Number);
            Assert.Null((await own.Verify(version)).Refusal);
        }

        Assert.InRange(died, 10, 100);
    }

    [Fact]
    public async Task Many_runs_at_once_get_numbers_without_sharing_any()
    {
        var runs = Enumerable.Range(0, 20).Select(n => Task.Run(() => bench.Register($"run-{n}")));

        var numbers = (await Task.WhenAll(runs)).Select(version => version.Number).Order();

        Assert.Equal(Enumerable.Range(1, 20), numbers);
    }

    [Fact]
    public async Task A_file_that_is_not_the_evaluated_one_is_refused()
    {
        var draft = await bench.Candidate("run-a");
        var path = new BlobPath(Containers.Outputs, "run-a/train-1/files/model.bin");
        bench.Blobs.Delete(path);
        await bench.Blobs.Create(path, "WEIGHTS"u8.ToArray(), "x", default);

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(() => bench.Registry().Publish(draft, default));

        Assert.Contains("is not the file that was evaluated", refusal.Message);
        Assert.Null(await bench.Reader.Version(RegistryBench.Model, 1, default));
    }

    [Fact]
    public async Task A_list_of_files_that_is_not_the_evaluated_one_is_refused()
    {
        var draft = await bench.Candidate("run-a");
        var other = draft with { Files = draft.Files with { Digest = ContentDigest.Of("other"u8) } };

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(() => bench.Registry().Publish(other, default));

        Assert.Contains("was changed", refusal.Message);
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("a/../../escape")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\\\b")]
    public async Task A_name_that_leaves_its_folder_is_refused_before_a_file_is_copied(string name)
    {
        var draft = await bench.Candidate("run-a");
        var path = new BlobPath(Containers.Outputs, "run-a/train-1/manifest.json");
        var list = System.Text.Encoding.UTF8.GetString((await bench.Blobs.Read(path, default))!.Content.Span);
        bench.Blobs.Delete(path);
        await bench.Blobs.Create(
            path, System.Text.Encoding.UTF8.GetBytes(list.Replace("model.bin", name, StringComparison.Ordinal)), "application/json", default);

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(() => bench.Registry().Publish(draft, default));

        Assert.Contains("cannot be used", refusal.Message);
        Assert.DoesNotContain(bench.Blobs.Names(Containers.Registry), blob => blob.Contains("/files/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_cannot_register_a_second_model()
    {
        await bench.Register("run-a");
        var other = await bench.Candidate("run-a-2", "more weights");

        var refusal = await Assert.ThrowsAsync<TerminalFailure>(
            () => bench.Registry().Publish(other with { RunId = "run-a" }, default));

        Assert.Contains("a run makes one version", refusal.Message);
    }
}
