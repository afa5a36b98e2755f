using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>The record as a chain: every entry with its own hash, which covers the hash before it.</summary>
internal static class RecordView
{
    public static Html Of(RunView view) => view.Record.Entries.Count == 0 ? Html.Empty : Html.Of($"""
        <details id="record"><summary>What happened, entry by entry ({view.Record.Entries.Count})</summary>
        <p class="soft">Each hash covers its entry and the hash before it: nothing can be changed, left out or put in unseen.
        {Signed(view)}</p>
        <table class="cards"><thead><tr><th scope="col" class="number">#</th><th scope="col">UTC</th><th scope="col">What</th>
        <th scope="col">By</th><th scope="col">Hash</th></tr></thead><tbody>
        {Html.Each(view.Record.Entries, entry => Entry(entry, view.Record.Check.At))}</tbody></table></details>
        """);

    private static string Signed(RunView view) =>
        view.Record.Head is { } head ? $"Signed up to entry {head.Sequence}." : "Not signed yet.";

    private static Html Entry(RecordEntry entry, int? broken) => Html.Of($"""
        <tr id="entry-{entry.Sequence}"><td class="number" data-label="#">{entry.Sequence}</td><td data-label="UTC">{PageTime.Clock(entry.Fact.At)}</td>
        <td class="free" data-label="What"><strong>{entry.Fact.What}</strong> {entry.Fact.Summary}</td><td class="free" data-label="By">{entry.Fact.By}</td>
        <td data-label="Hash">{(broken == entry.Sequence ? Html.Of($"<span class=\"bad\">✕ does not fit</span> ") : Html.Empty)}
        {PageFigures.Digest(entry.Hash)}</td></tr>
        """);
}
