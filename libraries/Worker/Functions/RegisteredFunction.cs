using System.Reflection;

namespace Landfall.Worker;

/// <summary>One method marked with <see cref="FunctionAttribute"/>.</summary>
internal sealed class RegisteredFunction
{
    private RegisteredFunction(string name, MethodInfo method, ParameterInfo trigger, TriggerAttribute attribute)
    {
        Name = name;
        Method = method;
        Trigger = trigger;
        Attribute = attribute;
        Kind = KindOf(attribute);
        Parameters = method.GetParameters();
    }

    public string Name { get; }
    public MethodInfo Method { get; }
    public ParameterInfo Trigger { get; }
    public TriggerAttribute Attribute { get; }
    public FunctionKind Kind { get; }
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>Whether the host sends the bare HTTP request: only if nothing but HTTP is bound.</summary>
    public bool IsForwarded => Kind == FunctionKind.Http && !Parameters.Any(IsDurableClient);

    public static bool IsDurableClient(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(DurableClientAttribute));

    /// <exception cref="WorkerStartupException">The method has not exactly one trigger.</exception>
    public static RegisteredFunction From(string name, MethodInfo method)
    {
        var triggers = method.GetParameters()
            .Select(parameter => (parameter, trigger: parameter.GetCustomAttribute<TriggerAttribute>()))
            .Where(candidate => candidate.trigger is not null)
            .ToArray();

        return triggers.Length == 1
            ? new(name, method, triggers[0].parameter, triggers[0].trigger!)
            : throw new WorkerStartupException(
                $"Function '{name}' ({method.DeclaringType}.{method.Name}) has {triggers.Length} triggers; mark exactly "
                + "one parameter with a trigger attribute.");
    }

    private static FunctionKind KindOf(TriggerAttribute trigger) => trigger switch
    {
        OrchestrationTriggerAttribute => FunctionKind.Orchestration,
        ActivityTriggerAttribute => FunctionKind.Activity,
        HttpTriggerAttribute => FunctionKind.Http,
        TimerTriggerAttribute => FunctionKind.Timer,
        QueueTriggerAttribute => FunctionKind.Queue,
        EventGridTriggerAttribute => FunctionKind.EventGrid,
        BlobTriggerAttribute => FunctionKind.Blob,
        _ => throw new WorkerStartupException($"{trigger.GetType().Name} is not a trigger this worker knows."),
    };
}
