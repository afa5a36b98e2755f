using Microsoft.Extensions.Options;

namespace Landfall.Hosting.Access;

/// <summary>How an app knows who calls.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Easy Auth stands before this app, so that the principal header is its word. Anybody can write it elsewhere.</summary>
    public bool EasyAuth { get; init; }

    /// <summary>Whether a name that a caller merely gives counts where the environment says who may do what.</summary>
    public bool ClaimedNames { get; init; }
}

public sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var gaps = new SettingGaps(AccessOptions.Section);
        gaps.Require(
            !(options.EasyAuth && options.ClaimedNames), nameof(options.ClaimedNames),
            "false where Access:EasyAuth is true: who signs in is known, and a name that is merely given proves nothing");
        return gaps.ToResult();
    }
}
