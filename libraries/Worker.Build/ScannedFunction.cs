using System.Text.Json.Nodes;

namespace Landfall.Worker.Build;

/// <param name="Bindings">As they stand in function.json.</param>
public sealed record ScannedFunction(string Name, JsonArray Bindings);
