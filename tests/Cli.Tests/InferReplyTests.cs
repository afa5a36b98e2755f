using Landfall.Cli.Conformance;
using Landfall.Contracts.Documents;

namespace Landfall.Cli.Tests;

public sealed class InferReplyTests
{
    [Theory]
    [InlineData("[1,0]", "[0.7,0.2]", null)]
    [InlineData("[1]", "[0.7,0.2]", "the output 'label' has 1 values for 2 rows")]
    [InlineData("[1,0,1]", "[0.7,0.2,0.1]", "the output 'label' has 3 values for 2 rows")]
    [InlineData("[1,0]", "[0.7,1.2]", "the score of row 2 is 1.2; expected a probability")]
    [InlineData("[1,0]", "[0.7,\"NaN\"]", "the score of row 2 is NaN; expected a finite number")]
    [InlineData("[1,0]", "[0.7,1e999]", "the score of row 2 is 1e999; expected a finite number")]
    [InlineData("[1,0]", "[null,0.2]", "the score of row 1 is")]
    public void An_answer_is_held_to_rows_and_finite_numbers(string labels, string scores, string? problem)
    {
        var (values, why) = InferReply.Read(
            $$"""{ "outputs": [ { "name": "label", "data": {{labels}} }, { "name": "score", "data": {{scores}} } ] }""", 2, ModelTask.Binary);

        if (problem is null)
            Assert.Equal([0.7, 0.2], values);
        else
            Assert.StartsWith(problem, why);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ \"outputs\": [ 1, null ] }")]
    [InlineData("{ \"outputs\": [ { \"name\": \"label\" } ] }")]
    public void What_is_no_answer_says_what_is_missing(string text)
    {
        var (values, why) = InferReply.Read(text, 2, ModelTask.Regression);

        Assert.Null(values);
        Assert.NotNull(why);
    }

    [Theory]
    [InlineData("python3 train.py", "python3|train.py")]
    [InlineData("  sh -c 'a b'  \"c d\"e '' ", "sh|-c|a b|c de|")]
    public void A_command_is_split_without_a_shell(string text, string parts) =>
        Assert.Equal(parts.Split('|'), CommandText.Split(text));

    [Theory]
    [InlineData("  ")]
    [InlineData("sh 'open")]
    public void A_command_that_cannot_be_split_is_refused(string text) => Assert.Throws<CliException>(() => CommandText.Split(text));
}
