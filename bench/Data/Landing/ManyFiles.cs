using System.Diagnostics;
using Azure.Storage.Blobs;
using Landfall.Harness;

namespace Landfall.Bench.Data.Landing;

/// <summary>One dataset of ten thousand files: from the first byte to its run, against nothing but uploading them.</summary>
internal sealed record ManyFiles(TimeSpan Upload, TimeSpan Read, TimeSpan Heard, TimeSpan Run)
{
    private const int Files = 10_000;
    private const string Pipeline = "bench-many";

    public static async Task<ManyFiles> Measure(LandingRig rig, CancellationToken cancel)
    {
        await rig.Platform.Runs.Apply(Pipeline, Toys.Pipeline(Pipeline, trainer: "toy-trainer-exit"));
        var plain = rig.Silent.GetBlobContainerClient("bench-plain");
        await plain.CreateIfNotExistsAsync(cancellationToken: cancel);
        await Put(plain, 500, cancel);   // both ways warm
        var upload = Stopwatch.StartNew();
        await Put(plain, Files, cancel);
        upload.Stop();
        var read = Stopwatch.StartNew();
        await EachFile(async (file, stop) => await plain.GetBlobClient(Blob(file)).DownloadContentAsync(stop), Files, cancel);
        read.Stop();

        var heard = rig.Platform.Runs.Storage.GetBlobContainerClient(Pipeline);
        await heard.CreateIfNotExistsAsync(cancellationToken: cancel);
        var landing = Stopwatch.StartNew();
        await Put(heard, Files, cancel);
        await heard.GetBlobClient("in/big/_SUCCESS").UploadAsync(BinaryData.Empty, overwrite: true, cancel);
        var told = landing.Elapsed;
        await LandingRig.Until(
            async () => (await rig.Runs(Pipeline, cancel)).Any(run => run.Run.Dataset.Name == "in/big"),
            TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), "the run of ten thousand files", cancel);
        return new(upload.Elapsed, read.Elapsed, told, landing.Elapsed);
    }

    public void Write(TextWriter report)
    {
        report.WriteLine("## Ten thousand files in one dataset\n");
        report.WriteLine("Small files, 16 at once, into the emulator; the run is there when the dataset is listed, hashed and frozen. The emulator works "
            + "on one processor at a time, and what raises, queues and delivers ten thousand events has the other, with everything else: past the "
            + "emulator's own door a file costs what its event costs. In Azure the uploader does not pay for that.\n");
        report.WriteLine("| | |\n| --- | --- |");
        report.WriteLine(FormattableString.Invariant($"| uploading them, no events | {Upload.TotalSeconds:0.0} s |"));
        report.WriteLine(FormattableString.Invariant($"| reading them, as hashing them needs | {Read.TotalSeconds:0.0} s |"));
        report.WriteLine(FormattableString.Invariant($"| uploading them, each write journalled and its event queued | {Heard.TotalSeconds:0.0} s |"));
        report.WriteLine(FormattableString.Invariant($"| from the first byte until the run is there | {Run.TotalSeconds:0.0} s |"));
        report.WriteLine(FormattableString.Invariant($"| ratio to this uploading (wanted: at most 1.5) | {Run / Heard:0.00} |"));
        report.WriteLine(FormattableString.Invariant($"| ratio to uploading without events (its floor, with reading: {(Upload + Read) / Upload:0.0}) | {Run / Upload:0.0} |"));
    }

    private static Task Put(BlobContainerClient container, int files, CancellationToken cancel) => EachFile(
        async (file, stop) => await container.GetBlobClient(Blob(file))
            .UploadAsync(BinaryData.FromString($"x,kind,y\n0.{file:0000},a,{file % 2}\n"), overwrite: true, stop),
        files, cancel);

    private static Task EachFile(Func<int, CancellationToken, ValueTask> act, int files, CancellationToken cancel) => Parallel.ForEachAsync(
        Enumerable.Range(0, files), new ParallelOptions { MaxDegreeOfParallelism = LandingRig.AtOnce, CancellationToken = cancel }, act);

    private static string Blob(int file) => $"in/big/part-{file:00000}.csv";
}
