using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Flights.Server;

/// <summary><c>GET</c> and <c>POST /faults</c>: for demonstrations, and only with FLIGHTS_FAULTS=on.</summary>
internal static class FaultRoutes
{
    public static void Map(WebApplication app, FaultSwitch faults)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet("/faults", (RequestDelegate)(http => Json.Write(http, 200, faults.Current)));
        app.MapPost("/faults", (RequestDelegate)(http => Set(http, faults)));
    }

    private static async Task Set(HttpContext http, FaultSwitch faults)
    {
        Faults? wanted;
        try
        {
            wanted = await JsonSerializer.DeserializeAsync(http.Request.Body, WireJson.Default.Faults, http.RequestAborted);
        }
        catch (JsonException error)
        {
            await Json.Refuse(http, 400, $"the body is not a set of faults: {error.Message}");
            return;
        }
        if (wanted is null || wanted.Problem() is not null)
        {
            await Json.Refuse(http, 400, wanted?.Problem() ?? "the body is null; expected an object");
            return;
        }
        faults.Current = wanted;
        await Json.Write(http, 200, wanted);
    }
}
