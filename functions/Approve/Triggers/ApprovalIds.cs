namespace Landfall.Functions.Approve.Triggers;

/// <summary>An id from an address becomes part of a blob's name: only what we would have made ourselves gets there.</summary>
internal static class ApprovalIds
{
    private const int MaxLength = 100;

    public static bool IsValid(string id) =>
        id.Length is > 0 and <= MaxLength && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
