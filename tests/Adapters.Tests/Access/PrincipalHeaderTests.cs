using System.Text;
using Landfall.Contracts.Documents;
using Landfall.Hosting.Access;

namespace Landfall.Adapters.Tests.Access;

/// <summary>What Easy Auth says about who signed in, and what is no such word.</summary>
public sealed class PrincipalHeaderTests
{
    private const string Person = """
        {"auth_typ":"aad","claims":[{"typ":"preferred_username","val":"anna@example.com"},{"typ":"name","val":"Anna"},
        {"typ":"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress","val":"pia@example.com"},
        {"typ":"roles","val":"Landfall.Operator"},{"typ":"roles","val":"Landfall.Nonsense"},{"typ":"roles","val":"Landfall.Viewer"}],
        "name_typ":"name","role_typ":"roles"}
        """;

    [Fact]
    public void A_person_has_the_name_of_the_account_and_the_roles_that_are_ours()
    {
        var signIn = PrincipalHeader.Read(Encoded(Person))!;

        Assert.Equal("anna@example.com", signIn.Name);
        Assert.Equal([AccessRole.Operator, AccessRole.Viewer], signIn.Roles);
    }

    [Fact]
    public void A_program_has_its_id()
    {
        var signIn = PrincipalHeader.Read(Encoded(
            """{"auth_typ":"aad","claims":[{"typ":"azp","val":"7d0c"},{"typ":"roles","val":"Landfall.Admin"}]}"""))!;

        Assert.Equal("app:7d0c", signIn.Name);
        Assert.Equal([AccessRole.Admin], signIn.Roles);
    }

    public static TheoryData<string> Bad =>
    [
        "", "%%%", Encoded("no json"), Encoded("null"), Encoded("[]"), Encoded("{}"), Encoded("""{"auth_typ":"aad"}"""),
        Encoded("""{"auth_typ":"aad","claims":[null]}"""), Encoded("""{"auth_typ":"aad","claims":"all"}"""),
        Encoded("""{"auth_typ":"github","claims":[{"typ":"preferred_username","val":"anna@example.com"}]}"""),
        // The account itself writes this one.
        Encoded("""{"auth_typ":"aad","claims":[{"typ":"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress","val":"anna@example.com"}]}"""),
        Encoded("""{"auth_typ":"aad","claims":[{"typ":"preferred_username","val":"anna@example.com"},{"typ":"upn","val":"pia@example.com"}]}"""),
        Encoded("""{"auth_typ":"aad","claims":[{"typ":"preferred_username","val":"anna@example.com\nadmin"}]}"""),
        Encoded($$"""{"auth_typ":"aad","claims":[{"typ":"preferred_username","val":"{{new string('a', 201)}}"}]}"""),
        Encoded(Person) + "," + Encoded(Person),
        Encoded(Person + new string(' ', 32 * 1024)),
        Encoded("""{"auth_typ":"aad","claims":""" + new string('[', 5000)),
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_no_sign_in_with_one_name_is_nothing(string header) => Assert.Null(PrincipalHeader.Read(header));

    private static string Encoded(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
}
