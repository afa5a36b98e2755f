namespace Landfall.DuckDb;

/// <summary>What one database may use of its machine.</summary>
/// <param name="MemoryMegabytes">Above it DuckDB spills to the workbench's folder.</param>
/// <param name="DiskMegabytes">What may be spilled.</param>
/// <param name="Time">For everything together, from the opening.</param>
public sealed record WorkbenchLimits(int MemoryMegabytes = 1024, int Threads = 2, int DiskMegabytes = 8192, TimeSpan? Time = null);
