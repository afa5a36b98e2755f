using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Registry;
using Landfall.Domain.Tests.Documents;

namespace Landfall.Domain.Tests.Registry;

public sealed class MirrorRulesTests
{
    private const string Workspace =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ml";

    private static readonly ModelVersionRef Seven = new("flights", 7, "sha256:files", "server", "sha256:statement");

    private static readonly Run Run = new(
        "flights-0123456789ab", "flights", new("sha256:data", "march", "m", 1, 1), new("p", "e", "o"), new("data"), 1, default);

    private static EnvironmentSpec Environment(RegistrySpec? registry) =>
        ((EnvironmentDocument)Domain.Documents.DocumentReader.Read(DocumentCases.Read("valid/environment.yaml")).Document!).Spec with
        {
            Registry = registry,
            Storage = new("lfdev"),
        };

    [Fact]
    public void A_version_is_shown_only_where_the_environment_asks_for_it_and_points_at_our_files()
    {
        Assert.Null(MirrorRules.Of(Environment(null), Run, Seven));

        var draft = MirrorRules.Of(Environment(new(new AzureMachineLearningSpec(Workspace + "/"))), Run, Seven)!;

        Assert.Equal((Seven, Workspace), (draft.Version, draft.Workspace));
        Assert.Equal("https://lfdev.blob.core.windows.net/landfall-registry/models/flights/versions/000007/files", draft.Files.AbsoluteUri);
        Assert.Equal(
            ["dataset sha256:data", "digest sha256:files", "run flights-0123456789ab", "statement sha256:statement"],
            draft.Tags.Select(tag => $"{tag.Key} {tag.Value}"));
    }

    [Fact]
    public void What_is_there_is_ours_when_files_and_statement_are()
    {
        var draft = MirrorRules.Of(Environment(new(new AzureMachineLearningSpec(Workspace))), Run, Seven)!;

        Assert.Null(MirrorRules.Conflict(draft, draft.Tags));
        Assert.Contains("digest sha256:x; ours has sha256:files", MirrorRules.Conflict(draft, new Dictionary<string, string>(draft.Tags) { ["digest"] = "sha256:x" }));
        Assert.Contains("statement unknown", MirrorRules.Conflict(draft, new Dictionary<string, string> { ["digest"] = "sha256:files" }));
    }
}
