using System.Reflection;

namespace Landfall.Worker;

/// <summary>Calls a function's method, whatever it returns.</summary>
internal static class FunctionCall
{
    public static async Task<object?> Invoke(MethodInfo method, object? target, object?[] arguments)
    {
        var returned = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        switch (returned)
        {
            case ValueTask plain:
                await plain;
                return null;
            case Task task:
                await task;
                return method.ReturnType.IsGenericType ? ResultOf(task, method.ReturnType) : null;
            case null:
                return null;
            default:
                return IsValueTask(method.ReturnType) ? await FromValueTask(returned, method.ReturnType) : returned;
        }
    }

    private static bool IsValueTask(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);

    private static async Task<object?> FromValueTask(object returned, Type type)
    {
        var task = (Task)type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null)!;
        await task;
        return ResultOf(task, typeof(Task<>).MakeGenericType(type.GetGenericArguments()));
    }

    private static object? ResultOf(Task task, Type type) =>
        type.GetProperty(nameof(Task<>.Result))!.GetValue(task);
}
