using Landfall.Contracts.Documents;

namespace Landfall.Domain.Access;

/// <summary>Who somebody is, as far as it is proved; made by whoever read the proof.</summary>
/// <param name="Name">For records and refusals: of who signed in the person's id, else as it was said.</param>
/// <param name="Person">The person's id in the environment; null for a stranger.</param>
/// <param name="Roles">What the sign-in itself gives, for every pipeline; empty for who did not sign in.</param>
public sealed record Caller(string Name, string? Person, IReadOnlyList<AccessRole> Roles)
{
    /// <summary>A name that somebody says is theirs: a person's id, or their mail address.</summary>
    public static Caller Claimed(string name, EnvironmentSpec? environment)
    {
        var person = environment?.People.FirstOrDefault(pair => Same(pair.Key, name) || Same(pair.Value.Email, name)).Key;
        return new(name, person, []);
    }

    /// <summary>
    /// Who signed in. Only a mail address makes a person of the environment of them: a sign-in name that looks like a
    /// person's id is somebody else's.
    /// </summary>
    public static Caller SignedIn(SignIn signIn, EnvironmentSpec? environment)
    {
        ArgumentNullException.ThrowIfNull(signIn);
        var person = environment?.People.FirstOrDefault(pair => Same(pair.Value.Email, signIn.Name)).Key;
        var name = person is null && environment?.People.Keys.Any(id => Same(id, signIn.Name)) == true
            ? $"{signIn.Name} (not {signIn.Name} of the environment)" : signIn.Name;
        return new(person ?? name, person, signIn.Roles);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a sign-in says.</summary>
/// <param name="Name">The mail address that signs in, or <c>app:</c> and the id of a program.</param>
public sealed record SignIn(string Name, IReadOnlyList<AccessRole> Roles);
