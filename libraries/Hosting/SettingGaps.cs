using Landfall.Contracts;
using Microsoft.Extensions.Options;

namespace Landfall.Hosting;

/// <summary>Collects what is wrong with a section of settings, so that a deployment is mended once, not setting by setting.</summary>
public sealed class SettingGaps(string section)
{
    private readonly List<string> gaps = [];

    public void Require(bool fulfilled, string setting, string expected)
    {
        if (!fulfilled)
            gaps.Add($"{section}:{setting} must be {expected}");
    }

    public void RequireText(string? value, string setting, string meaning) =>
        Require(!string.IsNullOrWhiteSpace(value), setting, $"set: {meaning}");

    public void RequirePositive(TimeSpan value, string setting) =>
        Require(value > TimeSpan.Zero, setting, "more than zero");

    /// <summary>Plain http is accepted on this machine only.</summary>
    public void RequireHttps(Uri? value, string setting, string meaning) => Require(
        value is not null && SecureAddress.Is(value), setting, $"an https address: {meaning}");

    public ValidateOptionsResult ToResult() =>
        gaps.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(gaps);
}
