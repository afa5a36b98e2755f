using System.Net;
using System.Text.Json.Nodes;
using Landfall.Contracts;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;

namespace Landfall.Adapters.Tests.AzureMachineLearning;

public sealed class WorkspaceMirrorTests
{
    private const string Model = "/models/flights-delay";
    private const string Seven = "/models/flights-delay/versions/7";

    private static readonly MirrorDraft Draft = new(
        new("flights-delay", 7, "sha256:files", "server@sha256:1", "sha256:statement"), FakeWorkspace.Id,
        new("https://lfdev.blob.core.windows.net/landfall-registry/models/flights-delay/versions/7/files"),
        new Dictionary<string, string>
        {
            ["digest"] = "sha256:files",
            ["run"] = "flights-delay-0123456789ab",
            ["dataset"] = "sha256:data",
            ["statement"] = "sha256:statement",
        });

    private readonly FakeWorkspace workspace = new();

    private Task<MirroredVersion> Mirror() => workspace.Mirror().Mirror(Draft, default);

    [Fact]
    public async Task A_first_version_makes_its_model_and_itself_with_all_that_tells_which_one_it_is()
    {
        var mirrored = await Mirror();

        Assert.Equal(new("Azure Machine Learning workspace ml-science", FakeWorkspace.Id + Seven), mirrored);
        Assert.Equal([$"GET {Seven}", $"GET {Model}", $"PUT {Model}", $"PUT {Seven}"], workspace.Calls);
        var body = workspace.Exchanges[^1].Body!;
        Assert.Equal(["location", "properties"], body.AsObject().Select(field => field.Key).Order());
        Assert.Null(body["location"]);                          // what the client always writes; models have none
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse("""
                    {
                      "description": "flights-delay v7, registered and signed by Landfall, which decides what serves.",
                      "modelType": "custom_model",
                      "modelUri": "https://lfdev.blob.core.windows.net/landfall-registry/models/flights-delay/versions/7/files",
                      "tags": {
                        "digest": "sha256:files", "run": "flights-delay-0123456789ab", "dataset": "sha256:data",
                        "statement": "sha256:statement"
                      },
                      "isAnonymous": false,
                      "isArchived": false
                    }
                    """),
                body["properties"]),
            body.ToJsonString());
    }

    [Fact]
    public async Task The_same_version_again_is_looked_at_and_left()
    {
        await Mirror();
        workspace.Exchanges.Clear();

        await Mirror();

        Assert.Equal([$"GET {Seven}"], workspace.Calls);
    }

    [Fact]
    public async Task What_people_wrote_on_a_model_stays()
    {
        workspace.Put(Model, new() { ["description"] = "ours since 2019" });

        await Mirror();

        Assert.DoesNotContain($"PUT {Model}", workspace.Calls);
        Assert.Equal("ours since 2019", (string?)workspace.Properties(Model)["description"]);
    }

    [Theory]
    [InlineData("""{ "tags": { "digest": "sha256:other", "statement": "sha256:statement" } }""", "digest sha256:other; ours has sha256:files")]
    [InlineData("""{ "tags": { "digest": "sha256:files", "statement": "sha256:x" } }""", "statement sha256:x; ours has sha256:statement")]
    [InlineData("""{ "tags": null }""", "digest unknown; ours has sha256:files")]
    public async Task Another_version_under_the_number_is_not_written_over(string properties, string difference)
    {
        workspace.Put(Seven, (JsonObject)JsonNode.Parse(properties)!);

        var refused = await Assert.ThrowsAsync<TerminalFailure>(Mirror);

        Assert.Contains("version 7 of model flights-delay is there already with " + difference, refused.Message, StringComparison.Ordinal);
        Assert.Contains("workspace ml-science", refused.Message, StringComparison.Ordinal);
        Assert.Equal([$"GET {Seven}"], workspace.Calls);
    }

    [Theory]
    [InlineData("sha256:files", true)]
    [InlineData("sha256:other", false)]
    public async Task Who_comes_second_looks_whether_it_was_the_same_version(string digest, bool same)
    {
        workspace.Instead = request =>
        {
            if (request.Method != HttpMethod.Put || !request.RequestUri!.AbsolutePath.EndsWith(Seven, StringComparison.Ordinal))
                return null;
            workspace.Put(Seven, new() { ["tags"] = new JsonObject { ["digest"] = digest, ["statement"] = "sha256:statement" } });
            return FakeWorkspace.Refuse(HttpStatusCode.Conflict, "UserError", "The version exists.");
        };

        if (same)
            Assert.Equal(FakeWorkspace.Id + Seven, (await Mirror()).Id);
        else
            await Assert.ThrowsAsync<TerminalFailure>(Mirror);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationFailed", "needs the role AzureML Data Scientist")]
    [InlineData(HttpStatusCode.NotFound, "ParentResourceNotFound", "spec.registry.azureMachineLearning.workspace")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "It is tried again.")]
    [InlineData(HttpStatusCode.TooManyRequests, "TooManyRequests", "It is tried again.")]
    public async Task What_may_be_mended_later_says_who_refused_what_and_what_to_do(HttpStatusCode status, string code, string next)
    {
        workspace.Instead = request => request.Method == HttpMethod.Put ? FakeWorkspace.Refuse(status, code, "No.") : null;

        var failure = await Assert.ThrowsAsync<MirrorUnavailableException>(Mirror);

        Assert.StartsWith($"flights-delay v7 could not be shown in the Azure Machine Learning workspace ml-science: {(int)status} {code}: No.", failure.Message, StringComparison.Ordinal);
        Assert.Contains(next, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_repetition_can_mend_is_not_tried_again()
    {
        workspace.Instead = request => request.Method == HttpMethod.Put
            ? FakeWorkspace.Refuse(HttpStatusCode.BadRequest, "UserError", "modelUri is not supported.") : null;

        Assert.Contains("modelUri is not supported", (await Assert.ThrowsAsync<TerminalFailure>(Mirror)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_at_all_is_tried_again()
    {
        workspace.Instead = _ => throw new HttpRequestException("no route to host");

        var failure = await Assert.ThrowsAsync<MirrorUnavailableException>(Mirror);

        Assert.Contains("no answer", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no route to host", failure.Message, StringComparison.Ordinal);
    }
}
