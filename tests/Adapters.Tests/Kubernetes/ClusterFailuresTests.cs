using System.Net;
using k8s.Autorest;
using Landfall.Domain.Storage;
using Landfall.Kubernetes;

namespace Landfall.Adapters.Tests.Kubernetes;

public sealed class ClusterFailuresTests
{
    private static Exception Of(int status, string content)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        return ClusterFailures.Of(
            new HttpOperationException { Response = new HttpResponseMessageWrapper(response, content) }, "apply Job a/b");
    }

    private static string Status(string message) => $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"{{message}}"}""";

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(422)]
    public void What_is_refused_stays_refused(int status)
    {
        var failure = Assert.IsType<TerminalFailure>(Of(status, Status("no")));
        Assert.StartsWith($"Could not apply Job a/b: {status} no", failure.Message);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(504)]
    public void What_may_pass_is_repeated(int status) => Assert.IsType<ClusterUnavailableException>(Of(status, Status("later")));

    [Fact]
    public void A_mistyped_apply_is_answered_500_and_is_our_own_mistake() => Assert.IsType<TerminalFailure>(Of(
        500, Status("failed to create typed patch object (a/b; batch/v1, Kind=Job): .spec.x: field not declared in schema")));

    [Fact]
    public void Flow_control_answers_in_plain_text()
    {
        var failure = Assert.IsType<ClusterUnavailableException>(Of(429, "Too many requests, please try again later."));
        Assert.Contains("Too many requests", failure.Message);
    }

    [Fact]
    public void A_dumped_template_is_cut() => Assert.True(Of(422, Status(new string('x', 5000))).Message.Length < 700);
}
