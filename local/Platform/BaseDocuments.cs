using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Local.Platform;

/// <summary>The Environment and DeliveryPolicy of this machine, applied at every start: their facts may have moved.</summary>
internal static class BaseDocuments
{
    public static async Task Apply(
        IDocumentStore documents, Installation installation, string publicUrl, string gitRemote, TimeProvider time,
        CancellationToken cancel)
    {
        var folder = Path.Combine(installation.Root, "local", "Documents");
        var environment = Read<EnvironmentDocument>(Path.Combine(folder, "environment.yaml"));
        var here = environment with
        {
            Spec = environment.Spec with { PublicUrl = publicUrl, Git = new GitSpec(gitRemote) },
        };

        await Put(documents, here, time, cancel);
        await Put(documents, Read<DeliveryPolicy>(Path.Combine(folder, "policy.yaml")), time, cancel);
    }

    private static T Read<T>(string file)
        where T : class, IDocument
    {
        var reading = DocumentReader.Read(File.ReadAllText(file));
        return reading.Document as T ?? throw new InvalidDataException(
            $"{file} is not valid: " + string.Join("; ", reading.Problems.Select(p => $"line {p.Line}: {p.Message}")));
    }

    private static async Task Put(IDocumentStore documents, IDocument document, TimeProvider time, CancellationToken cancel)
    {
        var digest = await documents.PutAsync(document, cancel);
        var now = await documents.GetCurrentAsync(document.Kind, document.Metadata.Name, cancel);
        if (now?.Current.Digest == digest)
            return;

        var current = new CurrentDocument(digest, "local", time.GetUtcNow());
        await documents.SetCurrentAsync(document.Kind, document.Metadata.Name, current, now?.Etag, cancel);
    }
}
