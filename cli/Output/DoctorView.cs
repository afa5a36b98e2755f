using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Serving.Gateways;

namespace Landfall.Cli.Output;

/// <summary>One line for each thing that was looked at, what to do below it, and in the end whether that is enough.</summary>
internal static class DoctorView
{
    public static void Write(
        CliHost host, string environment, GatewayNeeds needs, IReadOnlyList<GatewayCheck> checks, bool json)
    {
        var failing = checks.Count(check => check.Fails);
        if (json)
        {
            var gateway = $"{needs.Gateway.Namespace}/{needs.Gateway.Name}";
            host.Line(JsonSerializer.Serialize(new { environment, gateway, ok = failing == 0, checks }, ContractsJson.Options));
            return;
        }

        foreach (var check in checks)
        {
            host.Line(Rows.Safe($" {Mark(check)} {check.Name,-18} {check.Message}{(check.Needed ? "" : "; nobody asks for it")}"));
            if (check is { Hint: { } hint, Needed: true } and not { State: GatewayState.Ok })
                host.Line(Rows.Safe($"   {"",-18} {hint}"));
        }

        var unknown = checks.Count(check => check is { Needed: true, State: GatewayState.Unknown });
        host.Line(Rows.Safe(failing > 0
            ? $"✕ {environment}: {Things(failing)} missing"
            : $"✓ {environment}: nothing is missing{(unknown > 0 ? $", {Things(unknown)} unknown" : "")}"));
    }

    private static string Things(int count) => count == 1 ? "1 thing is" : $"{count} things are";

    private static string Mark(GatewayCheck check) => check switch
    {
        { State: GatewayState.Ok } => "✓",
        { State: GatewayState.Unknown } => "?",
        { Needed: true } => "✕",
        _ => "–",
    };
}
