using Google.Protobuf;
using Landfall.Worker.Protobuf;
using Microsoft.Extensions.Options;

namespace Landfall.Worker;

/// <summary>Runs one turn of an orchestration for the host: base64 in, base64 out.</summary>
internal sealed class OrchestratorInvoker(
    FunctionCatalog catalog, IOptions<WorkerOptions> options, ILoggerFactory loggers, ILogger<OrchestratorInvoker> log)
{
    private readonly OrchestrationSettings _settings = new()
    {
        DataConverter = options.Value.DataConverter,
        MaximumTimerInterval = options.Value.MaximumTimerInterval,
        MaximumPayloadBytes = options.Value.MaximumPayloadBytes,
        LoggerFactory = loggers,
        IsTerminal = options.Value.IsBeyondMending,
    };

    /// <returns>A JSON string that holds the base64 of the response.</returns>
    public string Run(RegisteredFunction function, InvocationEnvelope envelope)
    {
        var text = envelope.Text(function.Trigger.Name!)
            ?? throw new InvalidOperationException($"The host sent no history for '{function.Name}'.");
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(text));
        var response = OrchestrationExecutor.Execute(request, name => Find(function, name), _settings);
        Report(function, response);
        return $"\"{Convert.ToBase64String(response.ToByteArray())}\"";
    }

    private OrchestratorFunction? Find(RegisteredFunction called, TaskName name)
    {
        var function = called.Name.Equals(name.Name, StringComparison.OrdinalIgnoreCase)
            || ((OrchestrationTriggerAttribute)called.Attribute).Orchestration == name.Name
                ? called
                : catalog.Find(name);
        return function?.Kind == FunctionKind.Orchestration ? OrchestratorMethod.ToFunction(function.Method) : null;
    }

    private void Report(RegisteredFunction function, OrchestratorResponse response)
    {
        foreach (var action in response.Actions)
        {
            if (action.CompleteOrchestration is { OrchestrationStatus: OrchestrationStatus.Failed } failed)
            {
                Log.OrchestrationFailed(
                    log,
                    response.InstanceId,
                    function.Name,
                    failed.FailureDetails.ErrorType,
                    failed.FailureDetails.ErrorMessage);
            }
        }
    }
}
