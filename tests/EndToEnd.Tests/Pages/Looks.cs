using Landfall.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace Landfall.EndToEnd.Tests.Pages;

/// <summary>What holds for every page: by day and by night, on a desk and on a phone.</summary>
internal static class Looks
{
    private const int Phone = 360;

    /// <summary>No rule of accessible pages broken, nothing to scroll sideways, nothing the browser complains of.</summary>
    /// <returns>What the page says with everything unfolded.</returns>
    public static async Task<string> AreGood(WebBrowser browser, string address, string name)
    {
        var text = "";
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var tab = await browser.Open(scheme);
            await tab.Go(address);
            await tab.Shoot($"{name}-{scheme.ToString().ToLowerInvariant()}");
            Assert.Empty(await tab.Violations());
            Assert.Empty(tab.Complaints);
            text = await tab.Text();

            await tab.Page.SetViewportSizeAsync(Phone, 740);
            Assert.Equal(0, await tab.SticksOut());
            if (scheme == ColorScheme.Light)
                await tab.Shoot($"{name}-phone");
        }

        return text;
    }
}
