using System.Globalization;
using System.Text;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Access;
using Landfall.Domain.Registry;
using Landfall.Domain.Registry.Cards;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Models;
using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Runs;
using Landfall.Registry;

namespace Landfall.Functions.Console.Triggers;

/// <summary>A model in a list.</summary>
/// <param name="Champion">The number that serves; null when none was ever promoted.</param>
internal sealed record ModelRow(
    string Model, int Versions, int Latest, DateTimeOffset LatestAt, int? Champion, DateTimeOffset? ChampionSince);

/// <summary>One version with everything that was signed about it. What it says was not verified here.</summary>
internal sealed record VersionView(
    VersionRecord Version, ModelVersionPredicate Statement, IReadOnlyList<FileEntry> Files, bool IsChampion, SealEntry? Seal);

/// <summary>Models: their versions, who has been champion, and what is known of each.</summary>
public sealed class ModelsApi(ModelRegistry registry, CardFacts facts, Agreements agreements, RunDirectory runs, Door door)
{
    [Function("ListModels")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models")] HttpRequest request, CancellationToken cancel)
    {
        var visit = await door.Enter(request, null, cancel);
        if (visit.Refusal(AccessAct.View, null) is { } refused)
            return Answers.Refuse(refused);

        var rows = new List<ModelRow>();
        foreach (var model in (await registry.Models(cancel)).Where(model => visit.May(AccessAct.View, model)))
        {
            var versions = await Versions(model, cancel);
            var champion = (await registry.History(model, "champion", cancel)).LastOrDefault();
            if (versions is [.., var latest])
            {
                rows.Add(new(
                    model, versions.Count, latest.Version.Number, latest.CreatedAt, champion?.To.Number, champion?.At));
            }
        }

        return Answers.Of(rows);
    }

    [Function("GetModel")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{model}")] HttpRequest request,
        string model, CancellationToken cancel)
    {
        if ((await door.Enter(request, null, cancel)).Refusal(AccessAct.View, model) is { } refused)
            return Answers.Refuse(refused);

        var versions = await Versions(model, cancel);
        if (versions.Count == 0)
        {
            return Answers.Refuse(StatusCodes.Status404NotFound, "unknownModel", $"No version of '{model}' is registered.",
                "A run registers one after its gates.");
        }

        var seals = new List<SealEntry>();
        foreach (var version in versions)
        {
            if (await registry.SealOf(model, version.Version.Number, cancel) is { } seal)
                seals.Add(seal);
        }

        return Answers.Of(new { model, versions, champion = await registry.History(model, "champion", cancel), seals });
    }

    /// <summary>Whether Git, registry and cluster name the same version.</summary>
    [Function("GetModelAgreement")]
    public async Task<IResult> Agreement(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{model}/agreement")] HttpRequest request,
        string model, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if ((await door.Enter(request, null, cancel)).Refusal(AccessAct.View, model) is { } refused)
            return Answers.Refuse(refused);
        if (!IsName(model) || (await registry.History(model, "champion", cancel)).LastOrDefault() is not { } champion)
            return Answers.Refuse(StatusCodes.Status404NotFound, "noChampion", $"No version of '{model}' was ever promoted.", "List models: landfall models list");

        var own = (await runs.All(client, cancel)).Where(run => run.Run.Pipeline == model);
        return Answers.Of(await agreements.Of(model, champion, own, cancel));
    }

    [Function("GetModelVersion")]
    public async Task<IResult> Version(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{model}/versions/{number}")] HttpRequest request,
        string model, string number, CancellationToken cancel) =>
        (await door.Enter(request, null, cancel)).Refusal(AccessAct.View, model) is { } refused ? Answers.Refuse(refused)
        : await Find(model, number, cancel) is { } found
            ? Answers.Of(new VersionView(
                found.Version, found.Statement, found.Files.Files,
                found.Champion.LastOrDefault()?.To.Number == found.Version.Version.Number, found.Seal))
            : NoVersion(model, number);

    /// <summary>Markdown; a page with <c>?format=html</c>.</summary>
    [Function("GetModelCard")]
    public async Task<IResult> Card(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{model}/versions/{number}/card")] HttpRequest request,
        string model, string number, CancellationToken cancel)
    {
        if ((await door.Enter(request, null, cancel)).Refusal(AccessAct.View, model) is { } refused)
            return Answers.Refuse(refused);
        if (await Find(model, number, cancel) is not { } found)
            return NoVersion(model, number);

        var card = ModelCards.Of(found);
        return request.Query["format"].FirstOrDefault() == "html"
            ? CardPage.Of(card).ToResult()
            : Results.Text(CardMarkdown.Of(card), "text/markdown", Encoding.UTF8);
    }

    private async Task<IReadOnlyList<VersionRecord>> Versions(string model, CancellationToken cancel)
    {
        var versions = new List<VersionRecord>();
        if (IsName(model))
        {
            await foreach (var version in registry.Versions(model, cancel))
                versions.Add(version);
        }

        return versions;
    }

    private async Task<CardEvidence?> Find(string model, string number, CancellationToken cancel) =>
        IsName(model) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? await facts.Find(model, parsed, cancel)
            : null;

    /// <summary>Names become blob names: nothing else gets there.</summary>
    internal static bool IsName(string model) => model.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    internal static IResult NoVersion(string model, string number) => Answers.Refuse(
        StatusCodes.Status404NotFound, "unknownVersion", $"There is no version {number} of '{model}', or nothing signed is left of it.",
        $"List its versions: landfall models list {model}");
}
