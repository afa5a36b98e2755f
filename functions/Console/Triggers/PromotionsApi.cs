using System.Globalization;
using Landfall.Domain.Access;
using Landfall.Domain.Registry;
using Landfall.Functions.Console.Access;
using Landfall.Registry;

namespace Landfall.Functions.Console.Triggers;

/// <summary>
/// Asks for a version that is registered already: the same road as a revert in Git, with its checks, its people and its
/// steps. Nothing is trained for it.
/// </summary>
public sealed class PromotionsApi(ModelRegistry registry, TimeProvider time, Door door)
{
    /// <summary>The trigger's kind of a run that a person asked for by a version's number.</summary>
    private const string Kind = "version";

    [Function("PromoteVersion")]
    public async Task<IResult> Promote(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "models/{model}/versions/{number}/promote")] HttpRequest request,
        string model, string number, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if (Bodies.Valid(await Bodies.Read<CommandBody>(request, cancel)) is not { Reason: { } reason, By: var by })
            return Bodies.NoReason();
        var visit = await door.Enter(request, by, cancel);
        if (visit.Refusal(AccessAct.Operate, model) is { } forbidden)
            return Answers.Refuse(forbidden);
        if (!ModelsApi.IsName(model) || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            || await registry.Version(model, asked, cancel) is not { } known)
            return ModelsApi.NoVersion(model, number);
        if (await Objection(known, cancel) is { } objection)
            return objection;

        await Lanes.Tell(
            client, model, Signals.Rerun,
            new RerunRequest(known.RunId, visit.Name ?? Bodies.Anyone, reason, known.Version, Bodies.NewId(time), Kind), cancel);
        return Answers.Accepted($"{known.Version} was asked for; its run appears in the list of runs.");
    }

    /// <summary>What its run would end with at once, said before there is one.</summary>
    private async Task<IResult?> Objection(VersionRecord known, CancellationToken cancel)
    {
        var version = known.Version;
        if (await registry.SealOf(version.Model, version.Number, cancel) is { } seal)
        {
            return Answers.Refuse(StatusCodes.Status409Conflict, "sealed", $"{version} is sealed since {seal.At.UtcDateTime:u}: {seal.Reason}",
                $"List the others: landfall models list {version.Model}");
        }

        return (await registry.History(version.Model, "champion", cancel)).LastOrDefault() is { } champion
            && champion.To.Number == version.Number
                ? Answers.Refuse(StatusCodes.Status409Conflict, "champion", $"{version} is champion already, since {champion.At.UtcDateTime:u}.",
                    $"List the others: landfall models list {version.Model}")
                : null;
    }
}
