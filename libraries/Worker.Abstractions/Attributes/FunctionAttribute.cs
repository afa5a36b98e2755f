namespace Landfall.Worker;

/// <summary>Marks a method as a function. Its name is what the host and other functions call it by.</summary>
/// <param name="name">Unique in the app; compared without regard to case.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
