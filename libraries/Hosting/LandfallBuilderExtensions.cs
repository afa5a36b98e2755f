using Landfall.Domain.Storage;
using Landfall.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Landfall.Hosting;

public static class LandfallBuilderExtensions
{
    /// <summary>Time, telemetry and the JSON of the contracts: the same for every app.</summary>
    public static LandfallBuilder AddLandfall(this FunctionsApplicationBuilder builder, string app)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddLandfallTelemetry(builder.Configuration, app);
        builder.Services.Configure<WorkerOptions>(worker =>
        {
            worker.DataConverter = new JsonDataConverter(Contracts.ContractsJson.Options);
            // The domain does not know the worker, so the worker is told which of its failures no repetition mends.
            worker.IsTerminal = static failure => failure is TerminalFailure;
        });
        builder.Services.AddSingleton<IValidateOptions<StorageSettings>, StorageSettings.Validator>();
        builder.Services.AddOptions<StorageSettings>().ValidateOnStart();
        return new(builder, app);
    }
}
