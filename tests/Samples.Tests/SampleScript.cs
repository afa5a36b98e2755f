using System.ComponentModel;
using System.Diagnostics;

namespace Landfall.Samples.Tests;

/// <summary>A Python script of a sample, started as a pod would.</summary>
internal static class SampleScript
{
    public static Process Start(string sample, string script, params (string Name, string Value)[] variables) =>
        Start(sample, script, [], variables);

    /// <returns>Its exit code and what it wrote to the error stream.</returns>
    public static async Task<(int Code, string Errors)> Run(
        string sample, string script, string[] arguments, params (string Name, string Value)[] variables)
    {
        using var process = Start(sample, script, arguments, variables);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }

    private static Process Start(string sample, string script, string[] arguments, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("python3", [SourceTree.At("samples", sample, script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not installed");
            throw;
        }
    }
}
