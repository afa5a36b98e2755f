using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;
using Landfall.Domain.Records;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall record show | verify | export</c>.</summary>
internal static class RecordCommands
{
    public static Command Of(CliHost host, CommonOptions common) =>
        new("record", "Show, verify and export a run's record.") { Show(host, common), Verify(host, common), Export(host, common) };

    private static Command Show(CliHost host, CommonOptions common)
    {
        var run = RunCommands.RunOrPipeline();
        var command = new Command("show", "Show a record, entry by entry.") { run };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var file = await Exported(client, parsed.GetValue(run)!, cancellation);
            if (common.IsJson(parsed))
                host.Line(JsonSerializer.Serialize(file, ContractsJson.Options));
            else
                Rows.Write(host, ["#entry", "at", "what", "by", "summary"], file.Entries.Select(Row));
        });
        return command;
    }

    private static Command Verify(CliHost host, CommonOptions common)
    {
        var what = new Argument<string>("RUN|PIPELINE|FILE") { Description = "A run, or a file that `record export` wrote." };
        var keys = new Option<string?>("--keys")
        {
            Description = "Public keys (PEM) whose signatures count; otherwise those that the record came with.",
            HelpName = "FILE",
        };
        var command = new Command("verify", "Check every entry and the signed end; a file needs no platform.") { what, keys };
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = parsed.GetValue(what)!;
            var file = File.Exists(Path.GetFullPath(name, host.Directory))
                ? await RecordFiles.Read(host, name, cancellation)
                : await FromPlatform(host, common, parsed, name, cancellation);
            var given = RecordFiles.Keys(host, parsed.GetValue(keys));
            var check = await file.Verify(given ?? RecordFiles.Own(file), cancellation);
            Say(host, common.IsJson(parsed), file, check, given is null);
            return check.Intact ? ExitCodes.Ok : ExitCodes.Problem;
        });
        return command;
    }

    private static Command Export(CliHost host, CommonOptions common)
    {
        var run = RunCommands.RunOrPipeline();
        var to = new Option<string?>("--to") { Description = "The file to write; otherwise RUN.record.json here.", HelpName = "FILE" };
        var command = new Command("export", "Write a record as one file that verifies offline.") { run, to };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var file = await Exported(client, parsed.GetValue(run)!, cancellation);
            var name = parsed.GetValue(to) ?? $"{file.RunId}.record.json";
            await RecordFiles.Write(host, name, file, cancellation);
            Done.Write(host, common.IsJson(parsed), new("exported", name),
                $"✓ {file.Entries.Count} entries of {file.RunId} in {name}; check it anywhere: landfall record verify {name}");
        });
        return command;
    }

    private static async Task<RecordFile> FromPlatform(
        CliHost host, CommonOptions common, ParseResult parsed, string name, CancellationToken cancellation)
    {
        using var client = PlatformCommand.Client(host, common, parsed);
        return await Exported(client, name, cancellation);
    }

    private static async Task<RecordFile> Exported(PlatformClient client, string name, CancellationToken cancellation) =>
        await client.ExportRecordAsync((await client.FindRunAsync(name, cancellation)).Run.Id, cancellation);

    private static void Say(CliHost host, bool json, RecordFile file, ChainCheck check, bool ownKeys)
    {
        if (json)
        {
            host.Line(JsonSerializer.Serialize(new { file.RunId, check.Intact, check.Entries, check.At, check.Explanation }, ContractsJson.Options));
            return;
        }

        host.Line(Rows.Safe($"{(check.Intact ? "✓" : "✕")} {file.RunId}: {check.Explanation}"));
        if (check.Intact && ownKeys && file.PublicKeys is not null)
            host.Line(Rows.Safe($"The key came with the record. Is {file.Head?.KeyId} the one you know? --keys FILE settles it."));
    }

    private static IReadOnlyList<string> Row(RecordEntry entry) =>
    [
        $"{entry.Sequence}", $"{entry.Fact.At.UtcDateTime:u}", entry.Fact.What, entry.Fact.By, entry.Fact.Summary,
    ];
}
