using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Signing;

namespace Landfall.Domain.Tests.Signing;

public sealed class ModelTrustTests
{
    private static readonly PolicySpec Policy = new(Trust:
    [
        new(["flights-eu-*"], ["key-eu"]), new(["flights-*", "delays"], ["key-old", "key-new"]),
    ]);

    [Theory]
    [InlineData("flights-delay", "key-old", true)]
    [InlineData("flights-delay", "key-new", true)]
    [InlineData("flights-delay", "key-eu", false)]
    [InlineData("flights-eu-delay", "key-eu", true)]
    [InlineData("flights-eu-delay", "key-old", false)]           // the first entry that names it, and no other
    [InlineData("delays", "key-new", true)]
    [InlineData("tickets", "anything", true)]
    public void The_first_entry_that_names_a_model_says_which_keys_count(string model, string key, bool allowed)
    {
        var trust = ModelTrust.Of(Policy, model);

        Assert.Equal(allowed, trust.Allows(key));
        Assert.Equal(allowed, trust.Refusal(key) is null);
    }

    [Fact]
    public void A_refusal_names_the_model_the_key_and_the_keys_that_would_do() => Assert.Equal(
        "key key-eu may not sign versions of model 'delays'; the policy trusts for it only key-old, key-new",
        ModelTrust.Of(Policy, "delays").Refusal("key-eu"));

    [Fact]
    public void Without_trust_every_key_counts_as_before() => Assert.Null(ModelTrust.Of(new(), "flights").Keys);

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "flights", true)]
    [InlineData("flights", "flights", true)]
    [InlineData("flights", "flights-2", false)]
    [InlineData("flights-*", "flights-", true)]
    [InlineData("flights-*", "flights", false)]
    [InlineData("*-delay", "flights-delay", true)]
    [InlineData("*-delay", "flights-delays", false)]
    [InlineData("a*a", "a", false)]                              // one letter cannot be both ends
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-c-b", false)]
    [InlineData("*b*b*", "ab", false)]
    [InlineData("f.ights", "flights", false)]
    public void A_star_stands_for_any_characters_and_nothing_else_does(string pattern, string name, bool matches) =>
        Assert.Equal(matches, NamePattern.Fits(pattern, name));
}
