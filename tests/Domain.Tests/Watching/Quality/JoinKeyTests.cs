using CsCheck;
using Landfall.Contracts.Agent;

namespace Landfall.Domain.Tests.Watching.Quality;

public sealed class JoinKeyTests
{
    [Theory]
    [InlineData("3", "3.0")]
    [InlineData("3", "3e0")]
    [InlineData("-0", "0")]
    [InlineData("1500", "1.5E+3")]
    [InlineData("0.1", "0.100")]
    [InlineData("2001-03-31", "2001-03-31T00:00:00Z")]
    [InlineData("2001-03-31", "2001-03-31 00:00:00")]
    [InlineData("9b2f1c1e-0000-4000-8000-00000000aBcD", "9B2F1C1E-0000-4000-8000-00000000ABCD")]
    [InlineData("2001-03-31 21:59:59", "2001-03-31T23:59:59+02:00")]
    [InlineData("2001-03-31 23:59:59.5", "2001-03-31T23:59:59.500")]
    public void What_files_and_requests_write_in_several_ways_is_one_key(string one, string other) =>
        Assert.Equal(JoinKey.Of([one]), JoinKey.Of([other]));

    [Theory]
    [InlineData("7", "007")]
    [InlineData("1e-40", "0")]
    [InlineData("jfk", "JFK")]
    [InlineData("true", "1")]
    [InlineData("2001-03-31", "2001-03-30")]
    public void What_is_not_the_same_is_another_key(string one, string other) =>
        Assert.NotEqual(JoinKey.Of([one]), JoinKey.Of([other]));

    [Fact]
    public void Two_columns_are_never_taken_for_two_others()
    {
        Assert.NotEqual(JoinKey.Of(["ab", "c"]), JoinKey.Of(["a", "bc"]));
        Assert.NotEqual(JoinKey.Of(["a", "b"]), JoinKey.Of(["b", "a"]));
        Assert.NotEqual(JoinKey.Of(["1:a"]), JoinKey.Of(["a", ""]));
    }

    [Fact]
    public void A_key_is_half_a_hash_and_shows_nothing() =>
        Assert.Matches("^[0-9a-f]{32}$", JoinKey.Of(["Ada Lovelace"]));

    [Fact]
    public void A_number_as_a_request_and_as_a_file_writes_it_is_one_key() => Gen.Double[-1e9, 1e9].Sample(number =>
        Assert.Equal(JoinKey.Canonical($"{number:R}"), JoinKey.Canonical(JoinKey.Canonical($"{number:R}"))));

    [Theory]
    [InlineData("abc", 0, 1, "abc")]
    [InlineData("abc", 2, 3, "abc/2")]
    public void Each_row_of_a_request_has_an_id(string request, int row, int rows, string id) =>
        Assert.Equal(id, JoinKey.RowId(request, row, rows));
}
