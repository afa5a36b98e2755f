namespace Landfall.Worker;

/// <summary>The parameter is a <see cref="DurableTaskClient"/> for the app's task hub.</summary>
public sealed class DurableClientAttribute : BindingAttribute
{
    public string? TaskHub { get; set; }
    public string? ConnectionName { get; set; }
}
