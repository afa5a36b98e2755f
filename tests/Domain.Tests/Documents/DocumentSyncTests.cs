using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Domain.Tests.Documents;

public sealed class DocumentSyncTests
{
    private static readonly FoundDocument Pipeline = File("a-pipeline.yaml", DocumentCases.Read("valid/smallest.yaml"));
    private static readonly FoundDocument Environment = File("z-environment.yaml", DocumentCases.Read("valid/environment.yaml"));

    [Fact]
    public void What_a_pipeline_is_checked_against_comes_before_it_and_other_files_do_not_count()
    {
        var due = DocumentSync.Due(Found(Pipeline, File("models/flights.yaml", "version: 7\n"), Environment), SyncedDocuments.None);

        Assert.Equal([Environment, Pipeline], due);
    }

    [Fact]
    public void What_was_taken_rests_and_what_was_changed_or_refused_comes_again()
    {
        var changed = Pipeline with { Content = Pipeline.Content + "# changed\n" };

        Assert.Empty(DocumentSync.Due(Found(Pipeline), Synced(Taken(Pipeline))));
        Assert.Equal([changed], DocumentSync.Due(Found(changed), Synced(Taken(Pipeline))));
        Assert.Equal([Pipeline], DocumentSync.Due(Found(Pipeline), Synced(Taken(Pipeline) with { Digest = null, Problem = "no contract" })));
    }

    [Fact]
    public void A_file_that_was_removed_is_forgotten_and_keeps_its_document_no_longer()
    {
        var before = Synced(Taken(Pipeline), Taken(Environment) with { Kind = DocumentKinds.Environment, Name = "local" });
        Assert.NotNull(before.Keeper(DocumentKinds.ModelPipeline, "flights"));

        var after = DocumentSync.After(Found(Environment), before, []);

        Assert.Equal([Environment.Path], after.Documents.Select(document => document.Path));
        Assert.Null(after.Keeper(DocumentKinds.ModelPipeline, "flights"));
    }

    private static FoundDocument File(string path, string content) => new(path, content, "commit", "ana <ana@example.com>");

    private static FoundDocuments Found(params FoundDocument[] files) => new("tip", default, files);

    private static SyncedDocuments Synced(params SyncedDocument[] documents) => new("tip", default, documents);

    private static SyncedDocument Taken(FoundDocument file) => new(
        file.Path, DocumentSync.DigestOf(file.Content), file.Commit, file.By, default, DocumentKinds.ModelPipeline, "flights", "sha256:d", null);
}
