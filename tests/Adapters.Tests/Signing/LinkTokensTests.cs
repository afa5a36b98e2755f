using Landfall.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Adapters.Tests.Signing;

public sealed class LinkTokensTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ %\0é";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly string key = LinkKeyRing.NewKey();

    [Fact]
    public void Of_ten_thousand_mutated_links_none_is_accepted()
    {
        var tokens = Tokens("approval", key);
        var good = Issue(tokens);
        Assert.Equal("ana", Read(tokens, good).Claim?.Person);
        var random = new Random(20260301);

        var accepted = Enumerable.Range(0, 10_000)
            .Select(_ => Mutate(good, random))
            .Where(mutant => mutant != good && Read(tokens, mutant).Claim is not null);

        Assert.Empty(accepted);
    }

    [Fact]
    public void A_new_key_signs_while_the_old_one_still_opens_its_links()
    {
        var next = LinkKeyRing.NewKey();
        var (old, rotated, dropped) = (Tokens("approval", key), Tokens("approval", next + key), Tokens("approval", next));
        var (before, after) = (Issue(old), Issue(rotated));

        Assert.NotNull(Read(rotated, before).Claim);
        Assert.NotNull(Read(dropped, after).Claim);
        Assert.Equal(LinkRefusal.Forged, Read(old, after).Refusal);
        Assert.Equal(LinkRefusal.Forged, Read(dropped, before).Refusal);
    }

    [Fact]
    public void A_link_of_another_purpose_is_refused_even_with_the_same_key() =>
        Assert.Equal(LinkRefusal.OtherPurpose, Read(Tokens("quarantine", key), Issue(Tokens("approval", key))).Refusal);

    [Fact]
    public void A_link_ends_to_the_tick()
    {
        var tokens = Tokens("approval", key);
        var good = Issue(tokens);
        time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.NotNull(Read(tokens, good).Claim);

        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(LinkRefusal.Expired, Read(tokens, good).Refusal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("lf1")]
    [InlineData("lf1.approval.k.payload")]
    [InlineData("lf2.approval.k.payload.mac")]
    [InlineData("lf1.approval.k.payload.mac.more")]
    [InlineData("lf1.approval.k.pâyload.mac")]
    public void What_has_not_the_form_of_a_link_is_malformed(string? token) =>
        Assert.Equal(LinkRefusal.Malformed, Read(Tokens("approval", key), token).Refusal);

    [Fact]
    public void What_is_too_long_is_neither_read_nor_made()
    {
        var tokens = Tokens("approval", key);

        Assert.Equal(LinkRefusal.Malformed, Read(tokens, new string('a', LinkTokens.MaxLength + 1)).Refusal);
        Assert.Throws<ArgumentException>(() =>
            Now(tokens.Issue("id", new string('a', LinkTokens.MaxLength), "scope", time.GetUtcNow().AddHours(1))));
    }

    private LinkTokens Tokens(string purpose, string keys) => new(LinkKeyRing.Parse(purpose, keys), time);

    private string Issue(LinkTokens tokens) =>
        Now(tokens.Issue("approval-1", "ana", "sha256:x", time.GetUtcNow().AddHours(1)));

    private static LinkReading Read(LinkTokens tokens, string? token) => Now(tokens.Read(token));

    /// <summary>A ring of keys in memory answers at once.</summary>
    private static T Now<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static string Mutate(string token, Random random)
    {
        var at = random.Next(token.Length);
        return random.Next(4) switch
        {
            0 => token.Remove(at, 1),
            1 => token.Insert(at, Letters[random.Next(Letters.Length)].ToString()),
            2 => token[..at] + Letters[random.Next(Letters.Length)] + token[(at + 1)..],
            _ => token[..at],
        };
    }
}
