using System.Diagnostics;
using Landfall.Hosting;

namespace Landfall.Adapters.Tests.Hosting;

public sealed class WorkFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("landfall-test-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void It_goes_with_the_work()
    {
        using (var folder = Create())
            File.WriteAllText(Path.Combine(folder.Path, "rows.parquet"), "PAR1");

        Assert.Empty(Directory.EnumerateDirectories(root));
    }

    [Fact]
    public void What_a_killed_process_has_left_goes_when_the_next_is_made_and_nothing_else()
    {
        if (OperatingSystem.IsWindows())
            return;   // the programs below are not there

        using var ended = Process.Start("true");
        ended.WaitForExit();
        using var living = Process.Start("sleep", "60");
        try
        {
            var dead = Make($"landfall-work-{Environment.MachineName}-{ended.Id}-run-1");
            File.WriteAllText(Path.Combine(dead, "rows.parquet"), "PAR1");
            string[] kept =
            [
                Make($"landfall-work-{Environment.MachineName}-{living.Id}-run-2"), Make($"landfall-work-elsewhere-{ended.Id}-run-3"),
                Make($"landfall-work-{Environment.MachineName}-notes"), Make("models"),
            ];

            using var own = Create();

            Assert.Equal([.. kept.Append(own.Path).Order()], Directory.EnumerateDirectories(root).Order());
        }
        finally
        {
            living.Kill();
        }
    }

    [Fact]
    public void One_that_cannot_be_removed_is_told()
    {
        var told = new List<string>();
        using (var folder = WorkFolder.Create(root, "run", (path, _) => told.Add(path)))
        {
            Directory.Delete(folder.Path);
            told.Add("gone already");
        }

        Assert.Equal(2, told.Count);
    }

    private WorkFolder Create() => WorkFolder.Create(root, "run", (path, why) => Assert.Fail($"{path}: {why.Message}"));

    private string Make(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;
}
