namespace Landfall.Worker;

/// <param name="EntryPoint">Type and method, for people.</param>
public sealed record FunctionDefinition(string Name, string EntryPoint);
