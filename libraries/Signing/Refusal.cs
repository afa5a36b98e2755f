namespace Landfall.Signing;

/// <summary>Why a version is not accepted. Each reason asks for another next step.</summary>
public enum RefusalKind
{
    Malformed,
    Unsigned,
    UnknownKey,
    KeyNotForModel,
    BadSignature,
    WrongPayloadType,
    WrongStatement,
    WrongModel,
    WrongVersion,
    AlteredManifest,
    AlteredFile,
    MissingFile,
}

/// <param name="Message">One line: what is wrong, what was expected and found, what to do next.</param>
public sealed record Refusal(RefusalKind Kind, string Message);
