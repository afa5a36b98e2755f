namespace Landfall.Worker;

/// <summary>Where a function app's <c>Program.cs</c> begins.</summary>
public static class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
