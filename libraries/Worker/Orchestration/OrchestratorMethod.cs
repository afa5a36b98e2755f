using System.Reflection;

namespace Landfall.Worker;

/// <summary>Makes an <see cref="OrchestratorFunction"/> of a method <c>(context)</c> or <c>(context, input)</c>.</summary>
public static class OrchestratorMethod
{
    public static OrchestratorFunction ToFunction(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var parameters = method.GetParameters();
        return context =>
        {
            var target = method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!);
            var arguments = parameters.Select(parameter => Bind(parameter, (ReplayingContext)context)).ToArray();
            return FunctionCall.Invoke(method, target, arguments);
        };
    }

    /// <summary>The name and the function of the only orchestrator that a type holds.</summary>
    public static (TaskName Name, OrchestratorFunction Function) Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var method = type
            .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
            .Single(candidate => candidate.IsDefined(typeof(FunctionAttribute)));
        return (method.GetCustomAttribute<FunctionAttribute>()!.Name, ToFunction(method));
    }

    private static object? Bind(ParameterInfo parameter, ReplayingContext context)
    {
        if (parameter.ParameterType.IsAssignableFrom(typeof(TaskOrchestrationContext)))
            return context;
        if (parameter.ParameterType == typeof(CancellationToken))
            return CancellationToken.None;

        return context.GetInput(parameter.ParameterType)
            ?? (parameter.HasDefaultValue ? parameter.DefaultValue
                : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
                : null);
    }
}
