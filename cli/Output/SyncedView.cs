using Landfall.Contracts.Documents;
using Landfall.Domain.Git;

namespace Landfall.Cli.Output;

/// <summary>Documents from Git, one per line; what was refused with its reason below.</summary>
internal static class SyncedView
{
    public static void Write(CliHost host, SyncedDocuments synced)
    {
        if (synced.Problem is { } problem)
            host.Line(Rows.Safe($"✕ nothing newer is taken: {problem}"));
        if (synced.Documents.Count == 0)
        {
            host.Line("No document was taken from Git. An Environment says where they are: spec.git.documents.");
            return;
        }

        Rows.Write(host, ["", "file", "document", "commit", "by", "taken"], synced.Documents.Select(document => (string[])
        [
            document.Problem is null ? "✓" : "✕", document.Path,
            document.Kind is null ? "-" : $"{document.Kind} {document.Name}",
            CommitId.Short(document.Commit), document.By, $"{document.At:u}",
        ]));
        foreach (var refused in synced.Documents.Where(document => document.Problem is not null))
            host.Line(Rows.Safe($"✕ {refused.Path}: {refused.Problem}"));
    }
}
