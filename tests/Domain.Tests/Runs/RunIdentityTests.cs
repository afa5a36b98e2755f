using Landfall.Contracts;
using Landfall.Domain.Runs;

namespace Landfall.Domain.Tests.Runs;

public sealed class RunIdentityTests
{
    private static readonly RunTrigger Data = new("data");

    // Vectors by hand: printf 'sha256:da\nsha256:pi\nsha256:en\nsha256:po\n\ndata\n\n1' | sha256sum. Ledgers hold such ids.
    [Fact]
    public void The_vector_without_a_contract_holds() => Assert.Equal(
        "9c48d23ea27a39bba0d1a40482398829f2a065d415af46412049ac8c3b56fe74",
        RunIdentity.Claim("sha256:da", RunSamples.Documents, Data, 1));

    [Fact]
    public void The_vector_with_a_contract_and_an_occurrence_holds() => Assert.Equal(
        "e037479bb822cf8736219e8f66baf56f682360a8be732bf9cce9b1548b834afa",
        RunIdentity.Claim(
            "sha256:da", RunSamples.Documents with { Contract = "sha256:co" }, new("rerun", "flights-0"), 2));

    [Fact]
    public void The_id_is_the_pipeline_and_twelve_digits_of_the_claim() => Assert.Equal(
        "flights-9c48d23ea27a", RunIdentity.Of("flights", "sha256:da", RunSamples.Documents, Data, 1));

    [Fact]
    public void Whatever_differs_makes_another_run()
    {
        var documents = RunSamples.Documents;
        string[] claims =
        [
            RunIdentity.Claim("sha256:da", documents, Data, 1),
            RunIdentity.Claim("sha256:db", documents, Data, 1),
            RunIdentity.Claim("sha256:da", documents with { Pipeline = "x" }, Data, 1),
            RunIdentity.Claim("sha256:da", documents with { Environment = "x" }, Data, 1),
            RunIdentity.Claim("sha256:da", documents with { Policy = "x" }, Data, 1),
            RunIdentity.Claim("sha256:da", documents with { Contract = "x" }, Data, 1),
            RunIdentity.Claim("sha256:da", documents, new("drift"), 1),
            RunIdentity.Claim("sha256:da", documents, new("data", "x"), 1),
            RunIdentity.Claim("sha256:da", documents, Data, 2),
        ];

        Assert.Equal(claims.Length, claims.Distinct().Count());
    }

    [Fact]
    public void There_is_no_attempt_before_the_first() => Assert.Throws<ArgumentOutOfRangeException>(
        () => RunIdentity.Claim("sha256:da", RunSamples.Documents, Data, 0));
}
