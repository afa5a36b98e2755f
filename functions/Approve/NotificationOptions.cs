using Microsoft.Extensions.Options;

namespace Landfall.Functions.Approve;

/// <summary>How people are reached in any case. The channels of the Environment documents come on top.</summary>
public sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>A folder that gets every message as a file.</summary>
    public string? Outbox { get; init; }

    /// <summary>Gets every message, signed.</summary>
    public Uri? Webhook { get; init; }
}

internal sealed class NotificationOptionsValidator : IValidateOptions<NotificationOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationOptions options)
    {
        var gaps = new SettingGaps(NotificationOptions.Section);

        gaps.Require(
            options.Webhook is not null || !string.IsNullOrWhiteSpace(options.Outbox), nameof(options.Outbox),
            "a folder, or Notifications:Webhook an https address: people are asked there");
        if (options.Webhook is not null)
            gaps.RequireHttps(options.Webhook, nameof(options.Webhook), "gets every message");

        return gaps.ToResult();
    }
}
