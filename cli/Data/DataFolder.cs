using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.DuckDb;
using Landfall.DuckDb.Profiles;
using Landfall.DuckDb.Tables;

namespace Landfall.Cli.Data;

/// <summary>A database over files, in a folder that goes when it is done. The files themselves are only read.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("landfall-data-");
    private readonly CancellationToken cancel;

    public DataFolder(WorkbenchLimits limits, CancellationToken cancel)
    {
        this.cancel = cancel;
        Bench = Workbench.Open(folder.FullName, limits, cancel);
    }

    public Workbench Bench { get; }

    public string Place => folder.FullName;

    /// <exception cref="CliException">The files cannot be read as one table; names the one that is damaged.</exception>
    public DatasetTable Load(string table, IReadOnlyList<LandedFile> files, DataContract? contract = null)
    {
        var loaded = TryLoad(table, files, contract);
        return loaded.Problem is { } problem
            ? throw new CliException($"The data cannot be read: {problem.TrimEnd('.')}.", $"Expected files: {FileForm.Known}.")
            : loaded;
    }

    /// <summary>The same, where files that cannot be read are a finding.</summary>
    public DatasetTable TryLoad(string table, IReadOnlyList<LandedFile> files, DataContract? contract = null) =>
        DatasetTable.Load(Bench, table, files, contract, cancel);

    public DatasetProfile Profile(DatasetTable table, string name, DatasetProfile? baseline = null) =>
        Profiler.Of(Bench, table, new DatasetManifest("", name, "", "", [], DateTimeOffset.UnixEpoch), baseline, cancel);

    public void Dispose()
    {
        Bench.Dispose();
        folder.Delete(recursive: true);
    }
}
