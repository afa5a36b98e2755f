using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Landfall.Local.Host.Apps;
using Landfall.Local.Host.Invocation;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Host.Durable;

/// <summary>The body an orchestrator gets, and its answer translated.</summary>
internal static class TurnInvocation
{
    private static readonly Duration ReorderWindow = Duration.FromTimeSpan(TimeSpan.FromMinutes(30));

    public static InvocationBody Body(FunctionDefinition function, OrchestratorRequest request, string? defaultVersion, DateTimeOffset now)
    {
        // As recorded: the extension never fills the execution id, and adds these settings to every request.
        request.ExecutionId = null;
        request.EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = ReorderWindow };
        request.Properties["HttpDefaultAsyncRequestSleepTimeMilliseconds"] = Value.ForNumber(30000);
        request.Properties["IncludeState"] = Value.ForBool(true);
        request.Properties["IsExtendedSession"] = Value.ForBool(false);
        request.Properties["ExtendedSessionIdleTimeoutInSeconds"] = Value.ForNumber(0);
        if (defaultVersion is not null) request.Properties["defaultVersion"] = Value.ForString(defaultVersion);
        var body = new InvocationBody(function.Name, now);
        body.Data[function.Trigger.Name] = InvocationBody.Text(Convert.ToBase64String(request.ToByteArray()));
        return body;
    }

    /// <summary>An answer that cannot be read ends the instance, as the real extension does.</summary>
    public static OrchestratorResponse Read(
        FunctionDefinition function, OrchestratorRequest request, InvocationAnswer answer)
    {
        if (answer.ReturnValue is not { } value)
            return Failed(function, request, "System.InvalidOperationException",
                "The function invocation resulted in a null response. This means that either the orchestrator "
                + "function was implemented incorrectly or the worker returned no value.");
        try
        {
            return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(value.GetValue<string>()));
        }
        catch (Exception bad)
            when (bad is FormatException or InvalidOperationException or InvalidProtocolBufferException)
        {
            return Failed(function, request, bad.GetType().FullName!, bad.Message);
        }
    }

    public static OrchestratorResponse Failed(
        FunctionDefinition function, OrchestratorRequest request, string type, string message)
    {
        var outer = $"Function '{function.Name}' failed with an unhandled exception.";
        return Ended(request, new TaskFailureDetails
        {
            ErrorType = "Microsoft.Azure.WebJobs.Extensions.DurableTask.OrchestrationFailureException",
            ErrorMessage = outer,
            InnerFailure = new TaskFailureDetails { ErrorType = type, ErrorMessage = message }
        });
    }

    /// <summary>The extension refuses by itself, before the handler is called.</summary>
    public static OrchestratorResponse Refused(OrchestratorRequest request, string type, string message) =>
        Ended(request, new TaskFailureDetails { ErrorType = type, ErrorMessage = message, IsNonRetriable = true });

    private static OrchestratorResponse Ended(OrchestratorRequest request, TaskFailureDetails failure) => new()
    {
        InstanceId = request.InstanceId,
        Actions =
        {
            new OrchestratorAction
            {
                Id = -1,
                CompleteOrchestration = new CompleteOrchestrationAction
                {
                    OrchestrationStatus = OrchestrationStatus.Failed,
                    Result = failure.ErrorMessage,
                    FailureDetails = failure
                }
            }
        }
    };
}
