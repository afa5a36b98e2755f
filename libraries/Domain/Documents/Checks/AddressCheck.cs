using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Addresses that get a token of ours are reached over https.</summary>
internal static class AddressCheck
{
    public static IEnumerable<Finding> Of(EnvironmentDocument environment)
    {
        var spec = environment.Spec;
        (string Path, string? Address)[] addresses =
        [
            ("spec.metrics.logAnalytics.api", spec.Metrics?.LogAnalytics?.Api), ("spec.git.remote", spec.Git?.Remote), ("spec.git.api", spec.Git?.Api),
        ];
        return addresses.Where(address => IsInTheClear(address.Address))
            .Select(address => new Finding(address.Path, "A token is not sent in the clear.", SecureAddress.Expected));
    }

    /// <summary>A repository may lie in a folder, or be reached over ssh.</summary>
    private static bool IsInTheClear(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && !SecureAddress.Is(url);
}
