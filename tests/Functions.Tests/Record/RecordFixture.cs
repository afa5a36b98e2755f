using Landfall.Contracts;
using Landfall.Domain.Records;
using Landfall.Domain.Signing;
using Landfall.Fakes;
using Landfall.Signing;

namespace Landfall.Functions.Tests.Record;

internal sealed class RecordFixture : IPublicKeys
{
    public const string RunId = "flights-delay-3f9a1c2b4d5e";

    public static DateTimeOffset Now { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public MemoryBlobStore Blobs { get; } = new();

    public LocalSigner Signer { get; } = LocalSigner.Create();

    public RecordReader Reader => new(Blobs, new SignatureCheck(this));

    public RecordWriter Writer => new(Blobs, Reader, Signer);

    /// <summary>Whose signatures count.</summary>
    public string Trusted { get; set; } = "";

    public Task<string> Pem(CancellationToken cancellation) =>
        Task.FromResult(Trusted.Length > 0 ? Trusted : Signer.PublicKeyPem);

    public static Run Run { get; } = new(
        RunId, "flights-delay", new("sha256:" + new string('a', 64), "2001-03", "manifest.json", 3, 1000),
        new("sha256:" + new string('b', 64), "sha256:" + new string('c', 64), "sha256:" + new string('d', 64)),
        new("data"), 1, Now);

    public static ModelVersionRef Version(int number) => new(
        "flights-delay", number, "sha256:" + new string('e', 63) + number, "registry.local/server@sha256:1", "sha256:f");

    public static RecordFact Fact(string key, string summary = "it happened") =>
        new(RunId, key, key, "test", Now, summary, new Dictionary<string, string> { ["z"] = "1", ["a"] = "2" });
}
