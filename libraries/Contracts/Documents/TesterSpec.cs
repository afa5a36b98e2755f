namespace Landfall.Contracts.Documents;

/// <summary>
/// Requests with this header are answered by the candidate from the first step on, whatever its weight. They are not judged, and
/// the header is no secret: whoever sends it is a tester.
/// </summary>
public sealed record TesterSpec(
    [Field("The header's name, such as x-preview.", MaxLength = 256)]
    string Header,
    [Field("Its value, exactly.", MaxLength = 256)]
    string Value);
