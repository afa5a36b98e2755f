using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Console.Documents;

/// <param name="Applied">What is current now; null when there are problems.</param>
public sealed record Intake(CurrentDocument? Applied, IReadOnlyList<DocumentProblem> Problems);

/// <summary>
/// Takes a document in: read and checked, checked against its neighbours, everything that could move under it (tags, the
/// name of its contract) replaced by digests, stored, and made current.
/// </summary>
public sealed class DocumentIntake(
    IDocumentStore documents, IBlobStore blobs, ImageDigests images, ConsoleOptions options, TimeProvider time)
{
    private const int Attempts = 5;

    public async Task<Intake> Apply(
        string kind, string name, string text, string? environment, string by, CancellationToken cancel)
    {
        var reading = DocumentReader.Read(text);
        if (reading.Document is not { } document)
            return new(null, reading.Problems);
        if (document.Kind != kind || document.Metadata.Name != name)
            return Problem("metadata.name", $"The document is {document.Kind} '{document.Metadata.Name}'.", $"{kind} '{name}'");

        if (document is ModelPipeline pipeline)
        {
            var (pinned, problems) = await Pin(pipeline, environment, cancel);
            if (pinned is null)
                return new(null, problems);
            document = pinned;
        }

        return new(await Store(document, by, cancel), []);
    }

    /// <summary>A pipeline whose own form is good: does it fit its neighbours, and what do its images and its contract mean now?</summary>
    internal async Task<(ModelPipeline? Pinned, IReadOnlyList<DocumentProblem> Problems)> Pin(
        ModelPipeline pipeline, string? environment, CancellationToken cancel)
    {
        var where = await Current<EnvironmentDocument>(
            DocumentKinds.Environment, environment ?? options.Environment, cancel);
        if (where is null)
            return (null, Problem("spec", environment is null
                ? "There is no single Environment to check against." : $"There is no Environment '{environment}'.",
                "an applied Environment, named with --environment").Problems);

        var policy = await Current<DeliveryPolicy>(DocumentKinds.DeliveryPolicy, options.Policy, cancel);
        var (contract, digest) = await Contract(pipeline, cancel);
        if (pipeline.Spec.Validate.Contract is { } wanted && contract is null)
            return (null, Problem("spec.validate.contract", $"No DataContract is applied for '{wanted}'.",
                "the DataContract document, applied before its pipeline").Problems);

        // First what is allowed, then the question to the registry: nobody makes this app call a host of his choice.
        var problems = CrossChecks.Of(pipeline, where, policy, contract);
        if (problems.Count > 0)
            return (null, problems);

        try
        {
            var spec = pipeline.Spec;
            return (pipeline with
            {
                Spec = spec with
                {
                    Train = spec.Train with { Image = await images.Resolve(spec.Train.Image, cancel) },
                    Serve = spec.Serve with { Image = await images.Resolve(spec.Serve.Image, cancel) },
                    Validate = spec.Validate with { Contract = digest },
                },
            }, []);
        }
        catch (ImageUnknownException unknown)
        {
            return (null, Problem("spec", unknown.Message, "an image that its registry knows").Problems);
        }
    }

    /// <summary>By digest, or by file name: the contract of that name, or of the pipeline's.</summary>
    private async Task<(DataContract? Contract, string? Digest)> Contract(ModelPipeline pipeline, CancellationToken cancel)
    {
        if (pipeline.Spec.Validate.Contract is not { } wanted)
            return (null, null);
        if (wanted.StartsWith("sha256:", StringComparison.Ordinal))
            return (await documents.GetAsync(DocumentKinds.DataContract, wanted, cancel) as DataContract, wanted);

        foreach (var name in new[] { Path.GetFileNameWithoutExtension(wanted), pipeline.Metadata.Name })
        {
            if (await documents.GetCurrentAsync(DocumentKinds.DataContract, name, cancel) is { Current.Digest: var digest })
                return (await documents.GetAsync(DocumentKinds.DataContract, digest, cancel) as DataContract, digest);
        }

        return (null, null);
    }

    private async Task<T?> Current<T>(string kind, string? name, CancellationToken cancel)
        where T : class, IDocument =>
        await CurrentDigest(kind, name, cancel) is { } digest ? await documents.GetAsync(kind, digest, cancel) as T : null;

    /// <param name="name">Null for the only one there is.</param>
    /// <returns>Null when there is none, or no single one.</returns>
    internal async Task<string?> CurrentDigest(string kind, string? name, CancellationToken cancel)
    {
        name ??= await OnlyName(kind, cancel);
        return name is null ? null : (await documents.GetCurrentAsync(kind, name, cancel))?.Current.Digest;
    }

    private async Task<string?> OnlyName(string kind, CancellationToken cancel)
    {
        var names = new List<string>();
        await foreach (var blob in blobs.List(Containers.Documents, $"current/{kind}/", cancel))
            names.Add(Path.GetFileNameWithoutExtension(blob.Name));
        return names is [var only] ? only : null;
    }

    private async Task<CurrentDocument> Store(IDocument document, string by, CancellationToken cancel)
    {
        var digest = await documents.PutAsync(document, cancel);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = await documents.GetCurrentAsync(document.Kind, document.Metadata.Name, cancel);
            if (now?.Current.Digest == digest)
                return now.Current;

            var current = new CurrentDocument(digest, by, time.GetUtcNow());
            if (await documents.SetCurrentAsync(document.Kind, document.Metadata.Name, current, now?.Etag, cancel))
                return current;
        }

        throw new IOException($"{document.Kind} {document.Metadata.Name} is being applied by others all the time.");
    }

    private static Intake Problem(string path, string message, string expected) =>
        new(null, [new(path, 0, 0, message, expected, "")]);
}
