namespace Landfall.Contracts.Documents;

/// <summary>
/// How a model must behave whatever its metrics are (after CheckList: Ribeiro et al., ACL 2020). Rows of the holdout are
/// changed and asked again, one request each; exactly one of the six kinds is written. Memory is measured while the whole
/// holdout is answered, and asks no row of its own.
/// </summary>
[ExactlyOne("invariance", "directional", "cases", "missing", "latency", "memory")]
public sealed record BehaviourSpec(
    [Field("Its name in reports.", MaxLength = 60)]
    string Name,
    [Field("A change that must not matter.")]
    InvarianceSpec? Invariance = null,
    [Field("A change that must move the answer one way.")]
    DirectionalSpec? Directional = null,
    [Field("Rows with a known answer; all of them must be answered so.", Range = "1..100")]
    IReadOnlyList<CaseSpec>? Cases = null,
    [Field("Columns without which a row must still get a valid answer; each is left out by itself.", Range = "1..20")]
    IReadOnlyList<string>? Missing = null,
    [Field("How long an answer to one row may take.")]
    LatencySpec? Latency = null,
    [Field("How much memory the server may use.")]
    MemorySpec? Memory = null,
    [Field("The largest share of rows that may violate it, decided on the upper bound; 0 means that no row asked may.",
        Range = "0..0.5")]
    double? MaxViolations = null,
    [Field("Rows of the holdout that are asked, chosen by hash.", Unit = "rows", Range = "20..2000")]
    int Rows = 500,
    [Field("The confidence of the bounds.", Range = "0.5..0.9999")]
    double Confidence = 0.95,
    [Field("What happens when the limit lies within the interval; 'fail' where nothing is written.")]
    MarginalAction? OnMarginal = null);
