using System.CommandLine;
using DuckDB.NET.Data;
using Flights.Traffic;

var data = new Option<string>("--data") { Required = true, Description = "flights-3m.parquet of vega-datasets" };
var url = new Option<string>("--url") { Required = true, Description = "The gateway, as http://127.0.0.1:8080" };
var model = new Option<string>("--model") { DefaultValueFactory = _ => "flights-delay", Description = "The model asked" };
var rate = new Option<double>("--rate") { DefaultValueFactory = _ => 200, Description = "Requests per second" };
var clients = new Option<int>("--clients") { DefaultValueFactory = _ => 400, Description = "Distinct clients" };
var duration = new Option<double?>("--duration") { Description = "Seconds; until stopped when left out" };
var report = new Option<string?>("--report") { Description = "A JSON file, written anew each second" };
var wait = new Option<bool>("--wait-for-first-200") { Description = "Start to count with the first success" };
var from = new Option<string>("--from") { DefaultValueFactory = _ => "2001-04-01", Description = "Flights from this day on" };
var command = new RootCommand("Asks for later flights at a steady rate and counts the answers by version.")
{
    data, url, model, rate, clients, duration, report, wait, from,
};
command.SetAction(async (parsed, _) =>
{
    try
    {
        var settings = TrafficSettings.Checked(
            parsed.GetRequiredValue(url), parsed.GetRequiredValue(model), parsed.GetValue(rate), parsed.GetValue(clients),
            parsed.GetValue(duration), parsed.GetValue(wait));
        using var signals = new StopSignals();
        await TrafficRun.Start(
            settings, PreparedRequests.Read(parsed.GetRequiredValue(data), parsed.GetRequiredValue(from)),
            parsed.GetValue(report), Console.Out, signals.Token);
        return 0;
    }
    catch (Exception error) when (error is ArgumentException or IOException or UnauthorizedAccessException or DuckDBException)
    {
        Console.Error.WriteLine($"flights traffic: {error.Message}");
        return 2;
    }
});
return await command.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
