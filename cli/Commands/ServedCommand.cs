using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Contracts;
using Landfall.Domain.Serving;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall served</c>: what answered a model's requests at a time, or when a version did.</summary>
internal static class ServedCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var model = new Argument<string>("MODEL") { Description = "The name of the pipeline." };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "A moment such as 2030-03-01T12:00:00Z; without it the whole history.",
            HelpName = "TIME",
            CustomParser = Moment,
        };
        var version = new Option<int?>("--of") { Description = "Only when this version answered.", HelpName = "N" };
        var command = new Command("served", "What served when, from the records.") { model, at, version };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var (name, when) = (parsed.GetValue(model)!, parsed.GetValue(at));
            var history = await client.ServedAsync(name, when, parsed.GetValue(version), cancellation);
            if (common.IsJson(parsed))
                host.Line(JsonSerializer.Serialize(history, ContractsJson.Options));
            else if (when is { } time)
                host.Line(Rows.Safe(Then(history, time)));
            else if (history.Spans.Count == 0)
                host.Line($"No record tells of live traffic of {Rows.Safe(name)}{(parsed.GetValue(version) is { } v ? $" v{v}" : "")}.");
            else
                Rows.Write(host, ["from", "to", "shares", "run", "#entry"], history.Spans.Select(Row));
        });
        return command;
    }

    private static DateTimeOffset? Moment(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment;

        result.AddError($"'{text}' is no moment. Write one such as 2030-03-01T12:00:00Z.");
        return null;
    }

    private static string Then(ServedHistory history, DateTimeOffset time) => history.Spans is [var span]
        ? string.Create(CultureInfo.InvariantCulture,
            $"At {time.UtcDateTime:u} {Shares(span)}, since {span.From.UtcDateTime:u} (run {span.RunId}, entry {span.Entry}): {span.Why}")
        : string.Create(CultureInfo.InvariantCulture, $"At {time.UtcDateTime:u} no version of {history.Model} served.");

    private static IReadOnlyList<string> Row(ServedSpan span) =>
    [
        $"{span.From.UtcDateTime:u}", span.To is { } to ? $"{to.UtcDateTime:u}" : "now", Shares(span), span.RunId,
        span.Entry.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Shares(ServedSpan span)
    {
        var live = span.Shares.Count == 0 ? "nobody" : string.Join(", ", span.Shares.Select(share => $"{share.Version} {share.Percent} %"));
        return span.Shadow is { } shadow ? $"{live}; {shadow} in shadow" : live;
    }
}
