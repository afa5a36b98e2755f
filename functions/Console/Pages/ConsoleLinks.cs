namespace Landfall.Functions.Console.Pages;

/// <summary>Addresses within the console.</summary>
/// <param name="Code">The function key the page was opened with: links carry it on, as the host asks for it.</param>
internal sealed record ConsoleLinks(string? Code)
{
    public string Fleet => With("/api/console");

    public string Run(string id, string? done = null) => With($"/api/console/runs/{Uri.EscapeDataString(id)}", done);

    public string DataReport(string id) => With($"/api/console/runs/{Uri.EscapeDataString(id)}/data-report");

    public string Record(string id) => With($"/api/runs/{Uri.EscapeDataString(id)}/record");

    public string Ask(string id, string action) => With($"/api/console/runs/{Uri.EscapeDataString(id)}/ask/{action}");

    private string With(string path, string? done = null)
    {
        var code = Code is null ? null : $"code={Uri.EscapeDataString(Code)}";
        var query = string.Join('&', new[] { code, done is null ? null : $"done={done}" }.OfType<string>());
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
