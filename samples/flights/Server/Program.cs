using Flights.Model;
using Flights.Server;

try
{
    var settings = ServerSettings.FromEnvironment(Environment.GetEnvironmentVariable);
    var app = ServerApp.Build(settings, FlightModelFiles.Load(settings.ModelFolder));
    app.Run();
    return 0;
}
catch (Exception error) when (error is IOException or InvalidDataException)
{
    Console.Error.WriteLine($"flights server: {error.Message}");
    return 3;
}
