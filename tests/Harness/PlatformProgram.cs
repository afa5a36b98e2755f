namespace Landfall.Harness;

/// <summary>What is started as the platform.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">What stands before <c>--state</c>, <c>--ports</c> and <c>--images</c>.</param>
internal sealed record PlatformProgram(string File, IReadOnlyList<string> Arguments)
{
    public static PlatformProgram AsShipped { get; } = new(Programs.Local, []);
}
