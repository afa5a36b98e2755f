using System.Text.Json;
using Flights.Model;
using Microsoft.AspNetCore.Http;

namespace Flights.Server;

/// <summary><c>POST /v2/models/{name}/infer</c>.</summary>
internal static class InferRoute
{
    public static async Task Answer(HttpContext http, FlightModel model, FaultSwitch faults)
    {
        var now = faults.Current;
        if (now.SlowMs > 0)
            await Task.Delay(now.SlowMs, http.RequestAborted);
        if (FaultSwitch.Strikes(now.ErrorRate))
        {
            await Json.Refuse(http, 500, "a fault was asked for through /faults");
            return;
        }
        InferRequest? request;
        IReadOnlyList<Flight> flights;
        try
        {
            request = await JsonSerializer.DeserializeAsync(http.Request.Body, WireJson.Default.InferRequest, http.RequestAborted);
            flights = FlightTensors.Read(request?.Inputs);
        }
        catch (BadHttpRequestException error)
        {
            await Json.Refuse(http, error.StatusCode, error.Message);
            return;
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            await Json.Refuse(http, 400, error.Message);
            return;
        }
        await Json.Write(http, 200, Response(ServerApp.Name(http), request!.Id, flights, model, now.WrongRate));
    }

    private static InferResponse Response(
        string name, string? id, IReadOnlyList<Flight> flights, FlightModel model, double wrongRate)
    {
        var scores = new double[flights.Count];
        var labels = new double[flights.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var score = model.Score(flights[i]);
            var wrong = FaultSwitch.Strikes(wrongRate);
            labels[i] = wrong ? 1 - model.Label(score) : model.Label(score);
            scores[i] = wrong ? 1 - score : score;
        }
        int[] shape = [scores.Length];
        return new InferResponse(
            name, "1", id, [new("label", "INT64", shape, labels), new("score", "FP64", shape, scores)]);
    }
}
