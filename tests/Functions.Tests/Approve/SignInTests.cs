using System.Text;
using Landfall.Contracts.Documents;
using Landfall.Functions.Approve.Triggers;
using Landfall.Functions.Tests.Console;
using Landfall.Hosting.Access;
using Landfall.Storage;

namespace Landfall.Functions.Tests.Approve;

/// <summary>Deciding by sign-in, and what access adds to being asked.</summary>
public sealed class SignInTests
{
    private const string OnlyAnna = """
          access:
            - { role: approver, of: [anna], pipelines: ["flights-*"] }
            - { role: admin, of: [pia] }
        """;

    private readonly ApprovalBench bench = new(options: new() { EasyAuth = true });

    [Fact]
    public async Task Who_signs_in_sees_and_decides_without_a_link_of_their_own()
    {
        var page = await bench.Show(null, account: "ANNA@example.com");
        Assert.Equal(200, page.Status);
        Assert.Contains("you are <strong>anna</strong>", page.Body, StringComparison.Ordinal);
        var form = page.Body.Split("name=\"form\" value=\"")[1].Split('"')[0];

        var answer = await bench.Submit("", "approve", form, account: "anna@example.com");

        Assert.Equal((303, ApprovalBench.Id), (answer.Status, answer.Headers.Location.ToString()));
        var entry = Assert.Single(await bench.Entries());
        Assert.Equal(("anna", "sign-in"), (entry.By, entry.Channel));
    }

    [Fact]
    public async Task A_form_of_one_person_is_not_anothers_and_none_is_made_by_another_page()
    {
        var annas = (await bench.Show(null, account: "anna@example.com")).Body.Split("name=\"form\" value=\"")[1].Split('"')[0];

        Assert.Equal(403, (await bench.Submit("", "approve", annas, account: "bo@example.com")).Status);
        Assert.Equal(403, (await bench.Submit("", "approve", "", account: "bo@example.com")).Status);
        Assert.Empty(await bench.Entries());
    }

    [Theory]
    [InlineData("eve@example.com")]
    [InlineData("anna")]
    [InlineData("pia@example.com")]
    public async Task Who_was_not_asked_sees_nothing_whatever_link_they_hold(string account)
    {
        Assert.Equal(403, (await bench.Show(null, account: account)).Status);
        Assert.Equal(403, (await bench.Show(bench.Token("anna"), account: account)).Status);
        Assert.Equal(403, (await bench.Submit(bench.Token("anna"), "approve", account: account)).Status);
        Assert.Empty(await bench.Entries());
    }

    [Fact]
    public async Task Without_a_sign_in_the_link_decides_and_without_both_one_is_asked_to_sign_in()
    {
        var nobody = await bench.Show(null);
        Assert.Equal(401, nobody.Status);
        Assert.Contains(
            $"/.auth/login/aad?post_login_redirect_uri=%2Fapi%2Fapprovals%2F{ApprovalBench.Id}", nobody.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await bench.Show(bench.Token("bo"))).Status);
        Assert.Equal(303, (await bench.Submit(bench.Token("bo"), "approve")).Status);
    }

    [Fact]
    public async Task A_header_that_anybody_could_write_opens_nothing()
    {
        var plain = new ApprovalBench();

        Assert.Equal(403, (await plain.Show(null, account: "anna@example.com")).Status);
        Assert.Equal(403, (await plain.Submit("", "approve", "", account: "anna@example.com")).Status);
    }

    [Theory]
    [InlineData("bo", "approve", 403)]
    [InlineData("bo", "reject", 403)]
    [InlineData("anna", "approve", 303)]
    public async Task Being_asked_is_not_enough_where_approvers_are_named(string person, string decision, int status)
    {
        var guarded = new ApprovalBench(access: OnlyAnna);

        var answer = await guarded.Submit(guarded.Token(person), decision);

        Assert.Equal(status, answer.Status);
        if (status == 403)
            Assert.Contains("These have it: anna, pia.", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_taken_off_the_list_decides_nothing_more_but_may_withdraw()
    {
        var guarded = new ApprovalBench(quorum: 2, access: OnlyAnna.Replace("[anna]", "[anna, bo]", StringComparison.Ordinal));
        Assert.Equal(303, (await guarded.Submit(guarded.Token("bo"), "approve")).Status);
        var now = new ApprovalBench(access: OnlyAnna);
        var store = new BlobDocumentStore(now.Blobs);
        var current = (await store.GetCurrentAsync(DocumentKinds.Environment, "local", default))!.Current.Digest;

        await Doors.Apply(guarded.Blobs, (await store.GetAsync(DocumentKinds.Environment, current, default))!);

        Assert.Equal(303, (await guarded.Submit(guarded.Token("bo"), "withdraw")).Status);
        Assert.Equal(403, (await guarded.Submit(guarded.Token("bo"), "approve")).Status);
    }

    [Theory]
    [InlineData(false, false, false, 200)]     // nothing is declared: as it was
    [InlineData(false, true, false, 403)]
    [InlineData(false, true, true, 200)]
    [InlineData(true, false, false, 403)]
    public async Task A_name_that_a_program_gives_counts_only_where_that_is_set(bool signIn, bool declared, bool names, int status)
    {
        var options = new AccessOptions { EasyAuth = signIn, ClaimedNames = names };
        var one = new ApprovalBench(options: options, access: declared ? OnlyAnna : "");

        Assert.Equal(status, (await Post(one, null)).Status);
        Assert.Equal(status == 200 ? 1 : 0, (await one.Entries()).Count);
    }

    [Fact]
    public async Task A_program_decides_for_who_signed_in_whatever_the_body_says()
    {
        Assert.Equal(200, (await Post(bench, "bo@example.com")).Status);

        Assert.Equal(("bo", "sign-in"), (await bench.Entries()).Select(entry => (entry.By, entry.Channel)).Single());
    }

    private static Task<Answer> Post(ApprovalBench bench, string? account) => Answer.Of(
        request => new PostDecision(bench.Log, bench.Guests, bench.Decider(), new())
            .Run(request, ApprovalBench.Id, new UnreachableHub(bench.Time), default),
        request =>
        {
            request.ContentType = "application/json";
            request.Body = new MemoryStream(Encoding.UTF8.GetBytes("""{"by":"anna","decision":"approve"}"""));
            // Easy Auth leaves the token of the sign-in here; it is no link.
            if (account is not null)
                request.Headers.Authorization = "Bearer eyJ0eXAiOiJKV1Qi";
            ApprovalBench.SignIn(request, account);
        });
}
