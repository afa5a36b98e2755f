using System.Runtime.InteropServices;
using Landfall.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(WebBrowser))]

namespace Landfall.EndToEnd.Tests.Browser;

/// <summary>One headless browser for all tests, started by the first that needs it; each test has a context of its own.</summary>
public sealed class WebBrowser : IAsyncDisposable
{
    /// <summary>Generous: other tests run beside these, and a slow machine is no defect.</summary>
    private const float PatienceMilliseconds = 60_000;

    private readonly SemaphoreSlim one = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;
    private BrowserPackage? package;

    /// <summary>A page of its own. The test is skipped where no browser can be had.</summary>
    internal async Task<BrowserTab> Open(ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 900, bool script = true)
    {
        await Start(TestContext.Current.CancellationToken);
        var context = await browser!.NewContextAsync(new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = script,
            Locale = "en-GB",
            TimezoneId = "Asia/Kathmandu", // Far from UTC and not by whole hours: a page that shows local times shows itself.
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        return await BrowserTab.In(context, package!.Axe);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        one.Dispose();
    }

    private async Task Start(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (browser is not null)
                return;

            (package, var missing) = await BrowserPackage.Bring(cancel);
            Assert.SkipWhen(package is null, $"no browser: {missing}");
            playwright ??= await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = package!.Program,
                Args = ["--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--font-render-hinting=none"],
                // The sandbox needs an ordinary user. Only our own pages are opened.
                ChromiumSandbox = Environment.UserName != "root",
                Env = Surroundings(package),
                Timeout = PatienceMilliseconds,
            });
        }
        finally
        {
            one.Release();
        }
    }

    private static Dictionary<string, string> Surroundings(BrowserPackage package)
    {
        var all = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        all["FONTCONFIG_FILE"] = Path.Combine(package.Fonts, "fonts.conf");
        if (!NativeLibrary.TryLoad("libnss3.so", out _) || !NativeLibrary.TryLoad("libexpat.so.1", out _))
            all["LD_LIBRARY_PATH"] = package.Libraries;
        return all;
    }
}
