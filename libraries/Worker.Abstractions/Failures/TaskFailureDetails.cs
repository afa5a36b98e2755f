namespace Landfall.Worker;

/// <summary>A failure as it travels between activities and orchestrators.</summary>
/// <param name="ErrorType">The full name of the exception's type.</param>
public sealed record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    /// <summary>Whether another attempt cannot mend it.</summary>
    public bool IsNonRetriable { get; init; }

    /// <summary>Whether the failure is of this type or one derived from it, as far as the type can be found here.</summary>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <inheritdoc cref="IsCausedBy{T}"/>
    public bool IsCausedBy(Type targetExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetExceptionType))
            throw new ArgumentException($"{targetExceptionType} is not an exception.", nameof(targetExceptionType));

        return string.Equals(ErrorType, targetExceptionType.FullName, StringComparison.Ordinal)
            || (FindType(ErrorType) is { } found && targetExceptionType.IsAssignableFrom(found));
    }

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);

        var inner = exception is TaskFailedException task
            ? task.FailureDetails
            : exception.InnerException is { } cause ? FromException(cause) : null;

        return new(exception.GetType().FullName ?? "", exception.Message, exception.StackTrace, inner, null)
        {
            IsNonRetriable = exception is TerminalException
                || exception is TaskFailedException { FailureDetails.IsNonRetriable: true },
        };
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private static Type? FindType(string name) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(name, throwOnError: false))
            .FirstOrDefault(type => type is not null);
}
