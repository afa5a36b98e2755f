namespace Landfall.Local.Host.Invocation;

/// <summary>An invocation that failed, with the texts the real host puts into failure details.</summary>
internal sealed class InvocationException(
    string function, string innerType, string innerMessage, Exception? inner = null)
    : Exception($"Exception while executing function: Functions.{function}", inner)
{
    public const string OuterType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException";

    public string Function => function;

    public string InnerType => innerType;

    public string InnerMessage => innerMessage;

    /// <summary>True when it was given up because it ran too long.</summary>
    public bool TimedOut { get; init; }
}

/// <summary>The connection broke off: the handler died, or is being replaced.</summary>
internal sealed class HandlerGoneException(string function, bool wanted, Exception inner)
    : Exception($"The handler ended while it ran {function}.", inner)
{
    /// <summary>True when the host ended it on purpose.</summary>
    public bool Wanted => wanted;
}
