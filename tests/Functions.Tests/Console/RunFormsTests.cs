using System.Text;
using Landfall.Contracts;
using Landfall.Fakes;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Console.Triggers;
using Landfall.Functions.Tests.Record;
using Landfall.Hosting.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Console;

public sealed class RunFormsTests
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private readonly MemoryBlobStore blobs = new();
    private readonly FakeDurableTaskClient client = new();

    public RunFormsTests() =>
        client.Add(Orchestrators.ModelDelivery, RecordFixture.RunId, RunSamples.Quarantined().Status);

    [Fact]
    public async Task A_release_is_passed_on_for_exactly_this_data_and_leads_back_to_the_page()
    {
        var answer = await Ask("release", "reason=known+outage&by=anna");

        Assert.Equal("/api/console/runs/flights-delay-3f9a1c2b4d5e?code=key&done=release", Assert.IsType<SeeOther>(answer).Location);
        var (instance, signal, payload) = Assert.Single(client.Raised);
        Assert.Equal((RecordFixture.RunId, Signals.Release), (instance, signal));
        Assert.Equal(new QuarantineRelease(RecordFixture.Run.Dataset.Digest, "anna", "known outage"), payload);
    }

    [Fact]
    public async Task Who_is_signed_in_is_not_who_the_form_says()
    {
        await Ask("cancel", "reason=enough&by=Ada", person: "grace@example.org", options: new() { EasyAuth = true });

        Assert.Equal(new PersonCommand("grace@example.org", "enough"), Assert.Single(client.Raised).Payload);
    }

    [Fact]
    public async Task A_sign_in_that_anybody_could_have_written_counts_for_nothing()
    {
        await Ask("cancel", "reason=enough&by=Ada", person: "grace@example.org");

        Assert.Equal(new PersonCommand("Ada", "enough"), Assert.Single(client.Raised).Payload);
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", "https://console.example")]
    [InlineData("none", null)]
    [InlineData(null, "https://elsewhere.example")]
    [InlineData(null, "null")]
    [InlineData(null, null)]
    public async Task A_form_from_elsewhere_changes_nothing(string? site, string? origin)
    {
        Assert.Equal(403, Status(await Ask("cancel", "reason=enough&by=Ada", site, origin)));
        Assert.Empty(client.Raised);
    }

    [Fact]
    public async Task An_older_browser_is_known_by_its_origin() =>
        Assert.Equal(303, Status(await Ask("cancel", "reason=enough&by=Ada", site: null, origin: "https://console.example")));

    [Theory]
    [InlineData("reason=+&by=Ada")]
    [InlineData("reason=enough")]
    public async Task Without_reason_or_name_nothing_is_passed_on(string form)
    {
        Assert.Equal(400, Status(await Ask("cancel", form)));
        Assert.Empty(client.Raised);
    }

    [Theory]
    [InlineData("flights-delay-000000000000", "cancel", 404)]
    [InlineData(RecordFixture.RunId, "delete", 404)]
    [InlineData(RecordFixture.RunId, "0", 404)]
    [InlineData(RecordFixture.RunId, "pause", 409)]
    public async Task What_cannot_be_done_is_a_page_that_says_so(string run, string action, int status) =>
        Assert.Equal(status, Status(await Ask(action, "reason=enough&by=Ada", run: run)));

    [Fact]
    public async Task An_unknown_run_is_a_page_with_404()
    {
        var directory = new RunDirectory(blobs);
        var pages = new ConsolePages(null!, new(directory, new(blobs), new(blobs), blobs, TimeProvider.System), directory, blobs, Doors.Open());

        var answer = await pages.Run(new DefaultHttpContext().Request, "nobody", client, Cancel);

        Assert.Equal(404, Status(answer));
        Assert.Contains("Pages.PageResult", answer.GetType().FullName, StringComparison.Ordinal);
    }

    private Task<IResult> Ask(
        string action, string form, string? site = "same-origin", string? origin = null, string? person = null,
        string run = RecordFixture.RunId, AccessOptions? options = null)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.Host = new("console.example");
        http.Request.QueryString = new("?code=key");
        http.Request.ContentType = "application/x-www-form-urlencoded";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(form));
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", site), ("Origin", origin), (PrincipalHeader.Name, person is null ? null : Doors.Principal(person)) })
        {
            if (value is not null)
                http.Request.Headers[name] = value;
        }

        var commands = new RunCommands(
            new ReleaseDesk(PinnedSamples.Pinned, blobs), PinnedSamples.Steering(blobs), NullLogger<RunCommands>.Instance);
        return new RunForms(new RunDirectory(blobs), commands, Doors.Of(blobs, options ?? new()))
            .Ask(http.Request, run, action, client, Cancel);
    }

    private static int? Status(IResult answer) => Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode;
}
