namespace Landfall.Worker;

/// <summary>The function answers HTTP requests at <c>/api/{Route}</c>.</summary>
public sealed class HttpTriggerAttribute : TriggerAttribute
{
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function)
    {
    }

    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Function, methods)
    {
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel)
        : this(authLevel, [])
    {
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    public AuthorizationLevel AuthLevel { get; }

    /// <summary>Empty means every method.</summary>
    public string[] Methods { get; }

    /// <summary>A route template without <c>/api</c>; the function's name if absent.</summary>
    public string? Route { get; set; }
}
