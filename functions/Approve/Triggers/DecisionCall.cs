using System.Text.Json.Serialization;

namespace Landfall.Functions.Approve.Triggers;

/// <summary>A decision as a program sends it.</summary>
/// <param name="By">Who decides; with a personal link it is the link's person and may be left out.</param>
/// <param name="Person">The same under the name the command line uses.</param>
/// <param name="Decision"><c>approve</c>, <c>reject</c> or <c>withdraw</c>.</param>
/// <param name="Key">Makes a repeat known, at most 100 characters.</param>
/// <param name="Token">The personal link's token, where the Authorization header cannot be set.</param>
internal sealed record DecisionCall(
    string? By, string? Person, string? Decision, string? Comment, string? Key, string? Token);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DecisionCall))]
internal sealed partial class DecisionJson : JsonSerializerContext;
