using System.CommandLine;
using DuckDB.NET.Data;
using Flights.Data;

var source = new Option<string>("--source") { Required = true, Description = "flights-3m.parquet of vega-datasets" };
var month = new Option<string>("--month") { Required = true, Description = "The month to cut, as 2001-02" };
var output = new Option<string>("--out") { Required = true, Description = "The folder the landing is written to" };
var rows = new Option<int>("--rows") { Description = "At most so many rows, spread evenly; 0 means all" };
var corrupt = new Option<bool>("--corrupt") { Description = "Write a month that a data contract should refuse" };
var command = new RootCommand("Cuts one month of flights into Parquet files and a _SUCCESS marker.")
{
    source, month, output, rows, corrupt,
};
command.SetAction(parsed =>
{
    try
    {
        var landing = new MonthlyLanding(
            parsed.GetRequiredValue(source), parsed.GetRequiredValue(month), parsed.GetValue(rows), parsed.GetValue(corrupt));
        foreach (var file in landing.Write(parsed.GetRequiredValue(output)))
            Console.WriteLine(file);
        return 0;
    }
    catch (Exception error) when (error is ArgumentException or IOException or DuckDBException)
    {
        Console.Error.WriteLine($"flights data: {error.Message}");
        return 2;
    }
});
return command.Parse(args).Invoke();
