namespace Landfall.Worker;

internal static class WorkerPort
{
    /// <exception cref="WorkerStartupException">The setting is missing or no port.</exception>
    public static int Read(IConfiguration configuration)
    {
        var text = configuration[FunctionsApplicationBuilder.PortSetting];
        if (string.IsNullOrEmpty(text))
        {
            throw new WorkerStartupException(
                $"{FunctionsApplicationBuilder.PortSetting} is not set. The Functions host sets it when it starts this "
                + "program; start the app with `func start`, or all of them with `dotnet run --project local`.");
        }

        return int.TryParse(text, out var port) && port is >= 0 and <= 65535
            ? port
            : throw new WorkerStartupException(
                $"{FunctionsApplicationBuilder.PortSetting} is '{text}', which is not a port from 0 to 65535.");
    }
}
