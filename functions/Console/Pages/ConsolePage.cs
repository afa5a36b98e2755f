using System.Text;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>What all pages of the console share: the way home, their style, and a script for what still changes.</summary>
internal static class ConsolePage
{
    private static readonly string Style = Read("console.css");
    private static readonly string Script = Read("console.js");

    /// <param name="isLive">The page looks for news of itself by script; without script it says how to.</param>
    public static Page Of(string title, ConsoleLinks links, Html body, bool isLive = false) =>
        new(title, Html.Of($"{body}{Html.When(isLive, Live)}"))
        {
            Navigation = Html.Of($"<nav aria-label=\"Console\"><a href=\"{links.Fleet}\">Landfall: all models</a></nav>"),
            Style = Style,
            Script = isLive ? Script : null,
        };

    private static Html Live() => Html.Of($"""
        <p class="soft" data-live>This page follows what happens. Without script, reload it.</p>
        """);

    private static string Read(string name)
    {
        using var resource = typeof(ConsolePage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in {typeof(ConsolePage).Assembly.GetName().Name}: build it again.");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
