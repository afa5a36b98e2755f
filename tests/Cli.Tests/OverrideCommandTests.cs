using System.Net;
using System.Text.Json;
using Landfall.Contracts;

namespace Landfall.Cli.Tests;

public sealed class OverrideCommandTests : IDisposable
{
    private const string Id = "flights-delay-3f9a1c000000";

    private static readonly DateTimeOffset Start = new(2030, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TestPlatform _platform = new();

    private static RunStatus Running => new(
        new Run(Id, "flights-delay", new DatasetRef("sha256:d", "2001-03", "m.json", 3, 1),
            new RunDocuments("sha256:p", "sha256:e", "sha256:o"), new RunTrigger("data"), 1, Start), [], Start);

    public void Dispose() => _platform.Dispose();

    [Theory]
    [InlineData(new[] { "--rule", "freeze", "--rule", "hours", "--reason", "on fire", "--for", "30m" },
        """{"act":"ask","by":"ada","reason":"on fire","rules":["freeze","hours"],"for":"30m"}""")]
    [InlineData(new[] { "--rule", "freeze", "--reason", "on fire" }, """{"act":"ask","by":"ada","reason":"on fire","rules":["freeze"]}""")]
    [InlineData(new[] { "--confirm" }, """{"act":"confirm","by":"ada"}""")]
    [InlineData(new[] { "--withdraw", "--reason", "it is out" }, """{"act":"withdraw","by":"ada","reason":"it is out"}""")]
    public async Task What_is_said_goes_to_the_app_that_keeps_it(string[] args, string body)
    {
        Answers(OverrideState.Asked);

        Assert.Equal(0, await _platform.RunAsync(["override", "flights-delay", .. args, "--as", "ada"]));

        Assert.Equal($"POST http://approve.test/api/overrides/{Id} k2 {body}", _platform.Requests[^1]);
    }

    [Fact]
    public async Task An_ask_says_what_is_missing_and_who_was_told()
    {
        Answers(OverrideState.Asked, untold: "not reached: bo");

        await _platform.RunAsync("override", "flights-delay", "--rule", "freeze", "--reason", "on fire", "--as", "ana");

        Assert.Equal(
            [
                $"▲ {Id}: ana asks to let it pass the policy's freeze windows",
                $"A second person has to confirm: landfall override {Id} --confirm --as PERSON",
                "Told: bo, olga",
                "▲ Not told: not reached: bo. Say the same again, or tell them another way.",
            ],
            _platform.Output.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData(OverrideState.Live, "! ")]
    [InlineData(OverrideState.None, "· ")]
    public async Task Without_anything_to_say_it_shows_what_stands(OverrideState state, string mark)
    {
        Answers(state);

        Assert.Equal(0, await _platform.RunAsync("override", "flights-delay"));

        Assert.StartsWith(mark + Id, _platform.Output, StringComparison.Ordinal);
        Assert.Equal($"GET http://approve.test/api/overrides/{Id} k2", _platform.Requests[^1]);
    }

    [Fact]
    public async Task A_program_gets_the_whole_state()
    {
        Answers(OverrideState.Live);

        await _platform.RunAsync("override", "flights-delay", "-o", "json");
        await _platform.RunAsync("override", "flights-delay", "--confirm", "--as", "bo", "--json");

        var lines = _platform.Output.TrimEnd().Split('\n');
        Assert.Equal("Live", JsonDocument.Parse(lines[0]).RootElement.GetProperty("state").GetString());
        Assert.Equal("bo", JsonDocument.Parse(lines[1]).RootElement.GetProperty("told")[0].GetString());
    }

    [Theory]
    [InlineData("--rule signature --reason fire", "names a rule that nobody can override")]
    [InlineData("--rule freeze", "A reason of 1 to 2000 characters is needed")]
    [InlineData("--rule freeze --reason fire --for soon", "'soon' is no duration")]
    [InlineData("--rule freeze --reason fire --for 25h", "for 1m to 1d, not for 25h")]
    [InlineData("--reason fire", "No rule is named")]
    [InlineData("--confirm --withdraw", "It is not clear what is wanted")]
    [InlineData("--confirm --rule freeze", "It is not clear what is wanted")]
    public async Task What_cannot_be_meant_is_refused_before_anybody_is_asked(string args, string said)
    {
        Assert.Equal(1, await _platform.RunAsync(["override", "flights-delay", .. args.Split(' ')]));

        Assert.Empty(_platform.Requests);
        Assert.Contains(said, _platform.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_the_platform_is_told_as_it_is()
    {
        Answers(OverrideState.Asked);
        var known = _platform.Answer;
        _platform.Answer = asked => asked.Method == HttpMethod.Post
            ? (HttpStatusCode.Conflict, """{"code":"SamePerson","message":"ana has asked for it and cannot confirm it too."}""")
            : known(asked);

        Assert.Equal(1, await _platform.RunAsync("override", "flights-delay", "--confirm", "--as", "ana"));

        Assert.Contains("ana has asked for it and cannot confirm it too.", _platform.Error, StringComparison.Ordinal);
    }

    private void Answers(OverrideState state, string? untold = null)
    {
        var view = new OverrideView(
            Id, state, 1, [OverridableRule.Freeze], "ana", null, "on fire", null, Start.AddHours(2),
            "ana asks to let it pass the policy's freeze windows");
        _platform.Answer = asked => (HttpStatusCode.OK, asked.RequestUri!.AbsolutePath switch
        {
            "/api/runs" => JsonSerializer.Serialize(new[] { Running }, ContractsJson.Options),
            _ when asked.Method == HttpMethod.Post =>
                JsonSerializer.Serialize(new OverrideReply(view, ["bo", "olga"], untold), ContractsJson.Options),
            _ => JsonSerializer.Serialize(view, ContractsJson.Options),
        });
    }
}
