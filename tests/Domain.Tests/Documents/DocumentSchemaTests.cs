using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Domain.Tests.Documents;

/// <summary>Schemas and reference pages are committed; LANDFALL_UPDATE=1 rewrites them from the records.</summary>
public sealed class DocumentSchemaTests
{
    public static TheoryData<string> Kinds => [.. DocumentKinds.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_committed_schema_is_that_of_the_records(string kind) =>
        DocumentCases.Holds($"schemas/{kind}.schema.json", DocumentSchema.Of(kind));

    [Theory]
    [InlineData(DocumentKinds.ModelPipeline, "pipeline")]
    [InlineData(DocumentKinds.Environment, "environment")]
    [InlineData(DocumentKinds.DeliveryPolicy, "policy")]
    [InlineData(DocumentKinds.DataContract, "contract")]
    public void The_committed_reference_is_that_of_the_records(string kind, string page) =>
        DocumentCases.Holds($"docs/reference/{page}.md", ReferencePage.Of(kind));
}
