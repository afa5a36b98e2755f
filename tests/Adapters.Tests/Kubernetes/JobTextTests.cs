using Landfall.Contracts.Documents;
using Landfall.Domain.Training;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Adapters.Tests.Kubernetes;

/// <summary>The small texts of a Job: progress, secrets, names, quantities.</summary>
public sealed class JobTextTests
{
    [Theory]
    [InlineData("10 reading\n40 second pass\nchatter", "40 second pass")]
    [InlineData("epoch 3/10 loss 0.2\n", "epoch 3/10 loss 0.2")]
    [InlineData("  55.5% done  ", "55.5% done")]
    [InlineData("3 of 7 folds", "3 of 7 folds")]
    [InlineData("100 done", "100 done")]
    public void Progress_is_found(string log, string expected) => Assert.Equal(expected, ProgressLine.Last(log));

    [Theory]
    [InlineData("")]
    [InlineData("loading\nready")]
    [InlineData("2024 was a year")]
    [InlineData("GET /v2/health/ready")]
    public void Chatter_is_no_progress(string log) => Assert.Null(ProgressLine.Last(log));

    [Theory]
    [InlineData("https://a/b?sp=r&sig=abc%2Bd&se=1", "https://a/b?sp=r&sig=***&se=1")]
    [InlineData("PASSWORD=hunter2 x", "PASSWORD=*** x")]
    [InlineData("api_key: k-1", "api_key: ***")]
    [InlineData("Authorization: Bearer eyJ.x.y", "Authorization: Bearer ***")]
    [InlineData("the value s3cr3t-value was wrong", "the value *** was wrong")]
    [InlineData("second line of key", "*** of key")]
    [InlineData("nothing to hide, ok?", "nothing to hide, ok?")]
    public void Secrets_are_taken_out(string text, string expected) =>
        Assert.Equal(expected, new Redaction(["s3cr3t-value", "first line\nsecond line\n", "ok"]).Apply(text));

    [Theory]
    [InlineData("4Gi", 2, "8Gi")]
    [InlineData("1.5Gi", 2, "3Gi")]
    [InlineData("512Mi", 4, "2Gi")]
    [InlineData("1000", 2, "2k")]
    [InlineData("4Gi", 1, "4Gi")]
    public void Memory_is_multiplied(string memory, int factor, string expected)
    {
        var resources = PodResources.Of(new ResourceSpec("2", memory, Gpu: 1), factor);
        Assert.Equal(expected, resources.Limits["memory"].ToString());
        Assert.Equal(expected, resources.Requests["memory"].ToString());
        Assert.Equal("1", resources.Limits["nvidia.com/gpu"].ToString());
        Assert.False(resources.Limits.ContainsKey("cpu"));
    }

    [Fact]
    public void Names_follow_from_run_role_and_attempt()
    {
        Assert.Equal("flights-0123456789ab-t2", JobNames.Job(Attempts.Of(number: 2)));
        Assert.Equal("flights-0123456789ab-c1", JobNames.Job(Attempts.Of("candidate")));
        Assert.Equal("flights-0123456789ab-h1", JobNames.Job(Attempts.Of("champion")));
    }
}
