namespace Landfall.Worker;

/// <summary>What is known about the invocation a function runs in.</summary>
public sealed class FunctionContext
{
    internal FunctionContext(
        string invocationId,
        FunctionDefinition definition,
        IServiceProvider services,
        IReadOnlyDictionary<string, string?> bindingData,
        CancellationToken cancellationToken)
    {
        InvocationId = invocationId;
        FunctionDefinition = definition;
        InstanceServices = services;
        BindingData = bindingData;
        CancellationToken = cancellationToken;
    }

    public string InvocationId { get; }

    public FunctionDefinition FunctionDefinition { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public IServiceProvider InstanceServices { get; }

    /// <summary>What the trigger told besides its payload, as text.</summary>
    public IReadOnlyDictionary<string, string?> BindingData { get; }

    public IDictionary<object, object> Items { get; } = new Dictionary<object, object>();

    public CancellationToken CancellationToken { get; }
}
