using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Overrides;

namespace Landfall.Cli.Commands;

/// <summary>
/// <c>landfall override</c>: two people let one run pass named rules of the policy until a stated time. One asks, another one
/// confirms; without either it shows what stands.
/// </summary>
internal static class OverrideCommand
{
    private sealed record Options(
        Argument<string> Run, Option<string[]> Rule, Option<string?> Reason, Option<string?> For, Option<bool> Confirm,
        Option<bool> Withdraw, Option<string?> By);

    public static Command Of(CliHost host, CommonOptions common)
    {
        var options = new Options(
            RunCommands.RunOrPipeline(),
            new("--rule") { Description = $"Asks to let it pass this rule: {OverridableRules.Words}. May be repeated.", HelpName = "RULE" },
            new("--reason") { Description = "Why; kept in the record. An ask needs one.", HelpName = "TEXT" },
            new("--for")
            {
                Description =
                    $"How long, at most {DurationText.Format(OverrideRules.Most)}; {DurationText.Format(OverrideRules.Usual)} without it.",
                HelpName = "TIME",
            },
            new("--confirm") { Description = "Confirms what another person asked for." },
            new("--withdraw") { Description = "Takes back what was asked or confirmed; traffic stays as it is." },
            RunCommands.By());
        var command = new Command("override", "Emergency: two people let one run pass rules of the policy, loudly and for a stated time.")
        {
            options.Run, options.Rule, options.Reason, options.For, options.Confirm, options.Withdraw, options.By,
        };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var who = parsed.GetValue(options.By) ?? host.User ?? "somebody";
            var body = Body(parsed, options, who);
            var run = await client.FindRunAsync(parsed.GetValue(options.Run)!, cancellation);
            if (body is null)
            {
                Show(host, await client.GetOverrideAsync(run.Run.Id, cancellation), common.IsJson(parsed));
                return;
            }

            Say(host, await client.OverrideAsync(run.Run.Id, body, cancellation), body, common.IsJson(parsed));
        });
        return command;
    }

    /// <returns>Null where nothing is said, and only shown.</returns>
    private static OverrideBody? Body(ParseResult parsed, Options options, string who)
    {
        var (rules, reason, time) = (parsed.GetValue(options.Rule) ?? [], parsed.GetValue(options.Reason), parsed.GetValue(options.For));
        var (confirm, withdraw) = (parsed.GetValue(options.Confirm), parsed.GetValue(options.Withdraw));
        if ((confirm && withdraw) || ((confirm || withdraw) && (rules.Length > 0 || time is not null)))
        {
            throw new CliException("It is not clear what is wanted.",
                "Ask with --rule, --reason and --for; confirm with --confirm; take it back with --withdraw. Each by itself.");
        }

        if (confirm || withdraw)
            return new(confirm ? "confirm" : "withdraw", who, reason);
        if (rules.Length == 0 && reason is null && time is null)
            return null;
        if (rules.Length == 0)
            throw new CliException("No rule is named.", $"Add --rule, one of: {OverridableRules.Words}.");

        Check(rules, reason, time);
        return new("ask", who, reason, rules, time);
    }

    private static void Check(string[] rules, string? reason, string? time)
    {
        if (OverridableRules.Parse(rules) is not { } known)
        {
            throw new CliException($"'{string.Join(", ", rules)}' names a rule that nobody can override.",
                $"These can be: {OverridableRules.Words}. What a version is, its gates, its signature and a halt are none of them.");
        }

        var within = OverrideRules.Usual;
        if (time is not null && !DurationText.TryParse(time, out within))
            throw new CliException($"'{time}' is no duration.", "Write one such as 30m or 2h.");
        if (OverrideRules.Problem(new(known, within, reason ?? "")) is { } problem)
        {
            throw new CliException(
                problem, "Example: landfall override RUN --rule freeze --reason \"the champion fails for everybody\" --for 2h");
        }
    }

    private static void Show(CliHost host, OverrideView view, bool json) =>
        host.Line(json
            ? JsonSerializer.Serialize(view, ContractsJson.Options)
            : OverrideLine.Of(view));

    private static void Say(CliHost host, OverrideReply reply, OverrideBody body, bool json)
    {
        var view = reply.Override;
        if (json)
        {
            host.Line(JsonSerializer.Serialize(reply, ContractsJson.Options));
            return;
        }

        Show(host, view, json: false);
        if (body.Act == "ask" && view.State == OverrideState.Asked)
            host.Line(Rows.Safe($"A second person has to confirm: landfall override {view.RunId} --confirm --as PERSON"));
        if (reply.Told.Count > 0)
            host.Line(Rows.Safe($"Told: {string.Join(", ", reply.Told)}"));
        if (reply.Untold is { } untold)
            host.Line(Rows.Safe($"▲ Not told: {untold}. Say the same again, or tell them another way."));
    }
}
