using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Domain.Tests.Documents;

namespace Landfall.Domain.Tests.Access;

public sealed class AccessRulesTests
{
    private static readonly EnvironmentSpec Environment =
        ((EnvironmentDocument)DocumentReader.Read(DocumentCases.Read("valid/access.yaml")).Document!).Spec;

    /// <summary>Every role against every act, for a pipeline that the role is for.</summary>
    private static readonly Dictionary<AccessRole, AccessAct[]> Allowed = new()
    {
        [AccessRole.Viewer] = [AccessAct.View],
        [AccessRole.Operator] = [AccessAct.View, AccessAct.Operate],
        [AccessRole.Approver] = [AccessAct.View, AccessAct.Decide],
        [AccessRole.Admin] = [AccessAct.View, AccessAct.Operate, AccessAct.Decide, AccessAct.Administer],
    };

    public static TheoryData<AccessRole, AccessAct> Pairs
    {
        get
        {
            var pairs = new TheoryData<AccessRole, AccessAct>();
            foreach (var role in Enum.GetValues<AccessRole>())
            {
                foreach (var act in Enum.GetValues<AccessAct>())
                    pairs.Add(role, act);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_role_gives_its_acts_whether_the_document_or_the_sign_in_gives_it(AccessRole role, AccessAct act)
    {
        var listed = Environment with
        {
            // Bo approves, so that deciding is not open to whoever is asked.
            Access = [new(role, ["vic"]), new(AccessRole.Approver, ["bo"]), new(AccessRole.Admin, ["pia"])],
        };

        Assert.Equal(Allowed[role].Contains(act), May(listed, new("vic", "vic", []), act, "flights-delay"));
        Assert.Equal(Allowed[role].Contains(act), May(Environment, new("eve@example.com", null, [role]), act, "flights-delay"));
    }

    [Theory]
    [InlineData("bo", AccessAct.Operate, "flights-delay", true)]
    [InlineData("bo", AccessAct.Operate, "rail-delay", false)]
    [InlineData("bo", AccessAct.View, "rail-delay", false)]
    [InlineData("bo", AccessAct.View, null, true)]
    [InlineData("bo", AccessAct.Decide, "flights-delay", false)]
    [InlineData("anna", AccessAct.Decide, "rail-delay", true)]
    [InlineData("anna", AccessAct.Operate, "rail-delay", false)]
    [InlineData("vic", AccessAct.View, "rail-delay", true)]
    [InlineData("vic", AccessAct.Operate, "rail-delay", false)]
    [InlineData("pia", AccessAct.Operate, "rail-delay", true)]
    [InlineData("pia", AccessAct.Decide, "rail-delay", true)]
    [InlineData("eve", AccessAct.View, null, false)]
    public void A_role_counts_for_its_pipelines(string person, AccessAct act, string? pipeline, bool may)
    {
        var caller = Caller.Claimed(person, Environment);

        Assert.Equal(may, May(Environment, caller, act, pipeline));
    }

    [Fact]
    public void Where_no_approver_is_named_those_decide_whom_the_pipeline_asks()
    {
        Assert.True(AccessRules.MayDecide(Environment, "bo", "ships-delay"));
        Assert.False(AccessRules.MayDecide(Environment, "bo", "rail-delay"));
        Assert.True(AccessRules.MayDecide(Environment with { Access = null }, "bo", "rail-delay"));
    }

    [Fact]
    public void A_refusal_says_what_who_could_and_what_next()
    {
        var refusal = AccessRules.Refusal(Environment, Caller.Claimed("vic", Environment), AccessAct.Operate, "flights-delay")!;

        Assert.Equal(
            "vic may not operate flights-delay: that takes the role operator or admin. These have it: anna, bo, pia.", refusal.Message);
        Assert.Contains("landfall pipeline apply", refusal.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_access_everybody_may_do_everything() => Assert.All(
        Enum.GetValues<AccessAct>(), act => Assert.True(May(Environment with { Access = null }, new("eve", null, []), act, "flights-delay")));

    [Theory]
    [InlineData("ANNA@example.com", "anna")]
    [InlineData("anna", "anna (not anna of the environment)")]
    [InlineData("eve@example.com", "eve@example.com")]
    public void Who_signs_in_is_a_person_by_mail_address_alone(string signedIn, string name)
    {
        var caller = Caller.SignedIn(new(signedIn, []), Environment);

        Assert.Equal((name, name == "anna" ? "anna" : null), (caller.Name, caller.Person));
    }

    [Theory]
    [InlineData("flights-*", "flights-delay", true)]
    [InlineData("flights-*", "flights-", true)]
    [InlineData("flights-*", "flights", false)]
    [InlineData("*", "anything", true)]
    [InlineData("*-delay", "flights-delay", true)]
    [InlineData("*-delay", "flights-delays", false)]
    [InlineData("a*b*c", "axxbyyc", true)]
    [InlineData("a*b*c", "axxcyyb", false)]
    [InlineData("flights-delay", "flights-delay", true)]
    [InlineData("flights-delay", "flights-delay-2", false)]
    [InlineData("********************************a", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", false)]
    public void A_star_stands_for_any_part_of_a_name(string pattern, string name, bool fits) =>
        Assert.Equal(fits, NamePattern.Fits(pattern, name));

    private static bool May(EnvironmentSpec environment, Caller caller, AccessAct act, string? pipeline) =>
        AccessRules.Refusal(environment, caller, act, pipeline) is null;
}
