using System.Diagnostics;

namespace Landfall.Worker.Tests.Hosting;

public sealed class ProgramTests
{
    private static readonly string Handler = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Worker.Tests.App",
        Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), "handler" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    [Fact]
    [Trait("Protocol", "1.2")]
    public async Task Says_in_one_message_why_it_cannot_start()
    {
        var start = new ProcessStartInfo(Handler) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment.Remove(FunctionsApplicationBuilder.PortSetting);
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("Landfall.Worker.Tests.App cannot start:", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Protocol", "1.3")]
    public async Task Ends_when_its_host_is_gone()
    {
        if (OperatingSystem.IsWindows())
            return;   // there the host's job object ends it

        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$0\" & echo \"pid $!\"; wait", Handler]) { RedirectStandardOutput = true };
        start.Environment[FunctionsApplicationBuilder.PortSetting] = "0";
        using var host = Process.Start(start)!;
        var pid = 0;
        while (await host.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Serving", StringComparison.Ordinal))
            pid = line.StartsWith("pid ", StringComparison.Ordinal) ? int.Parse(line[4..]) : pid;
        Assert.True(IsRunning(pid));

        host.Kill();

        await Eventually.True(() => !IsRunning(pid), $"the end of process {pid}");
    }

    private static bool IsRunning(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
