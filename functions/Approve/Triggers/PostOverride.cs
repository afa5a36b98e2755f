using System.Text.Json;
using System.Text.Json.Serialization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Overrides;
using Landfall.Functions.Approve.Overrides;

namespace Landfall.Functions.Approve.Triggers;

/// <summary>
/// An emergency override of a run: one person asks, another one confirms, and each of them may withdraw. The answer is the state
/// after it and who was told; the same act again changes nothing and answers the same.
/// </summary>
public sealed class PostOverride(OverrideDesk desk)
{
    private const int LongestName = 200;

    [Function(nameof(PostOverride))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "overrides/{run}")] HttpRequest request, string run,
        [DurableClient] DurableTaskClient hub, CancellationToken cancel)
    {
        var (call, unread) = await JsonBody.Read(request, OverrideCallJson.Default.OverrideCall, OverrideCall.Expected, cancel);
        if (call is null)
            return unread!;
        var (asking, problem) = Asking(call);
        if (asking is null)
            return Problems.Of(StatusCodes.Status400BadRequest, "body", problem!);

        var (reply, refused) = await desk.Act(request, run, asking, hub, cancel);
        return reply is null
            ? Problems.Of(refused!.Status, refused.Code, refused.Message)
            : Microsoft.AspNetCore.Http.Results.Json(reply, ContractsJson.Options);
    }

    private static (OverrideAsking? Asking, string? Problem) Asking(OverrideCall call)
    {
        if (ActOf(call.Act) is not { } act)
            return (null, OverrideCall.Expected);
        if (call.By?.Length > LongestName || call.Reason?.Length > OverrideRules.LongestReason)
            return (null, $"by may have {LongestName} characters, reason {OverrideRules.LongestReason}.");
        if (act != OverrideAct.Ask)
        {
            return call.Rules is null && call.For is null
                ? (new(act, call.By, call.Reason), null)
                : (null, "rules and for belong to an ask; whoever confirms takes it as it stands, or withdraws it.");
        }

        if (OverridableRules.Parse(call.Rules ?? []) is not { } rules)
        {
            return (
                null, $"'{string.Join(", ", call.Rules!)}' names a rule that nobody can override. These can be: {OverridableRules.Words}.");
        }

        var within = OverrideRules.Usual;
        if (call.For is not null && !DurationText.TryParse(call.For, out within))
            return (null, $"'{call.For}' is no duration. Expected one such as 30m or 2h.");

        var wish = new OverrideWish(rules, within, call.Reason ?? "");
        return OverrideRules.Problem(wish) is { } wrong ? (null, wrong) : (new(act, call.By, call.Reason, wish), null);
    }

    private static OverrideAct? ActOf(string? word) => word switch
    {
        "ask" => OverrideAct.Ask,
        "confirm" => OverrideAct.Confirm,
        "withdraw" => OverrideAct.Withdraw,
        _ => null,
    };
}

/// <summary>What a program sends.</summary>
/// <param name="Act"><c>ask</c>, <c>confirm</c> or <c>withdraw</c>.</param>
/// <param name="Rules">With an ask.</param>
/// <param name="For">With an ask, such as <c>2h</c>, which is meant where it is left out.</param>
internal sealed record OverrideCall(string? Act, string? By, IReadOnlyList<string>? Rules, string? Reason, string? For)
{
    public static string Expected { get; } =
        "The body must be JSON: { \"act\": \"ask\", \"confirm\" or \"withdraw\", \"by\", \"reason\" } and with an ask "
        + $"\"rules\" (of {OverridableRules.Words}) and \"for\" (such as 2h).";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OverrideCall))]
internal sealed partial class OverrideCallJson : JsonSerializerContext;
