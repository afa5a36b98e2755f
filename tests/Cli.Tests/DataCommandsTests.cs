using System.Text.Json;

namespace Landfall.Cli.Tests;

public sealed class DataCommandsTests : IDisposable
{
    private readonly TestPlatform _platform = new();

    public void Dispose() => _platform.Dispose();

    [Fact]
    public async Task A_contract_inferred_from_data_holds_for_that_data_and_not_for_other()
    {
        Land("january.csv", i => $"{i},2026-01-{1 + (i % 28):D2},{i % 40},LAX,ana{i}@example.com,{(i % 3 == 0 ? "red" : "blue")},");

        Assert.Equal(0, await _platform.RunAsync("contract", "infer", "january.csv", "--name", "orders", "--owner", "shop", "--out", "c.yaml"));

        var yaml = File.ReadAllText(Path.Combine(_platform.Folder, "c.yaml"));
        Assert.Contains("{name: id, type: integer, nullable: false, min: 0, max: 600, ", yaml);
        Assert.Contains("unique: true", yaml);
        Assert.Contains("regex: '[A-Z]{3}'", yaml);
        Assert.Contains("tags: [personal]", yaml);
        Assert.Contains("domain: [blue, red]", yaml);
        Assert.Contains("# - note: not one value was seen", yaml);
        Assert.DoesNotContain("ana1@example.com", yaml);
        Assert.Equal(0, await _platform.RunAsync("validate", "c.yaml", "january.csv"));

        Land("february.csv", i => $"{i},2026-02-{1 + (i % 28):D2},{i % 400},Lax,nobody,{(i % 3 == 0 ? "red" : "green")},");
        Assert.Equal(1, await _platform.RunAsync("validate", "c.yaml", "february.csv"));

        Assert.Contains("✕ regex           airport: 400 of 400 rows (100 %) break 'matches [A-Z]{3}'.", _platform.Output);
        Assert.Contains("✕ domain          colour: 266 of 400 rows (66.5 %) break 'one of blue, red'.", _platform.Output);
        Assert.Contains("checks failed: these 400 rows would go into quarantine", _platform.Output);
    }

    [Fact]
    public async Task Drift_from_a_good_dataset_is_judged_where_one_is_given()
    {
        Contract();
        Land("good.csv", i => $"{i},2026-01-01,{i % 40},LAX,x,red,");
        Land("moved.csv", i => $"{i},2026-01-01,{20 + (i % 40)},LAX,x,red,");

        Assert.Equal(1, await _platform.RunAsync("validate", "c.yaml", "moved.csv", "--baseline", "good.csv", "-o", "json"));

        using var json = JsonDocument.Parse(_platform.Output);
        Assert.False(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Contains(json.RootElement.GetProperty("checks").EnumerateArray(), check =>
            check.GetProperty("name").GetString() == "drift" && check.GetProperty("outcome").GetString() == "Fail"
            && check.GetProperty("column").GetString() == "amount");
    }

    [Fact]
    public async Task A_damaged_file_is_a_finding_that_names_it()
    {
        Contract();
        _platform.Write("bad.parquet", "PAR1 but not really");

        Assert.Equal(1, await _platform.RunAsync("validate", "c.yaml", "bad.parquet"));
        Assert.Contains("bad.parquet cannot be read", _platform.Output, StringComparison.OrdinalIgnoreCase);

        Assert.Equal(1, await _platform.RunAsync("contract", "infer", "bad.parquet"));
        Assert.Contains("The data cannot be read: bad.parquet", _platform.Error);
    }

    [Theory]
    [InlineData("There is no data to read.", "validate", "c.yaml")]
    [InlineData("nothing.csv does not exist.", "validate", "c.yaml", "nothing.csv")]
    [InlineData("The file d.yaml does not exist.", "validate", "d.yaml", "c.yaml")]
    [InlineData("is a", "validate", "p.yaml", "c.yaml")]
    [InlineData("Files and --pipeline were both given.", "validate", "c.yaml", "c.yaml", "--pipeline", "flights")]
    public async Task What_cannot_be_checked_says_why(string message, params string[] args)
    {
        Contract();
        _platform.Write("p.yaml", """
            apiVersion: landfall.dev/v1
            kind: DeliveryPolicy
            metadata: { name: local, owner: risk }
            spec: {}
            """);

        Assert.Equal(1, await _platform.RunAsync(args));
        Assert.Contains(message, _platform.Error);
        Assert.DoesNotContain(" at Landfall.", _platform.Error);
    }

    private void Contract() => _platform.Write("c.yaml", """
        apiVersion: landfall.dev/v1
        kind: DataContract
        metadata: { name: orders, owner: shop }
        spec:
          columns:
            - { name: id, type: integer }
            - { name: amount, type: integer }
        """);

    private void Land(string file, Func<int, string> row) => _platform.Write(
        file, "id,day,amount,airport,mail,colour,note\n" + string.Concat(Enumerable.Range(0, 400).Select(i => row(i) + "\n")));
}
