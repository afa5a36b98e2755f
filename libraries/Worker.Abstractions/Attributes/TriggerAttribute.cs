namespace Landfall.Worker;

/// <summary>A binding that starts the function. A function has exactly one.</summary>
public abstract class TriggerAttribute : BindingAttribute;
