namespace Landfall.Worker;

/// <summary>What every trigger and binding attribute derives from.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class BindingAttribute : Attribute;
