namespace Landfall.Contracts.Documents;

/// <summary>The least number of approvals by the risk of a change.</summary>
public sealed record QuorumByRisk(
    [Field("A small change.", Unit = "people", Range = "0..10")]
    int Low = 0,
    [Field("A usual change.", Unit = "people", Range = "0..10")]
    int Medium = 1,
    [Field("A first version, a worse slice, or a changed image.", Unit = "people", Range = "0..10")]
    int High = 1);
