using CsCheck;
using Landfall.Worker.Tests.Captures;
using Wire = Landfall.Worker.Protobuf.TaskFailureDetails;

namespace Landfall.Worker.Tests.Failures;

public sealed class FailureEnvelopeTests
{
    private sealed class LostException(string message, Exception inner) : TerminalException(message, inner);

    [Fact]
    [Trait("Protocol", "2.3")]
    public void Comes_back_whole_from_inside_the_failure_the_host_makes_of_it()
    {
        var thrown = new LostException("key=1; see https://a:b@c", new TimeoutException("too late"));
        var text = FailureEnvelope.ToText(FailureDetailsConversion.Of(thrown, e => e is TerminalException));
        var recorded = Capture.Of("07")
            .Where(capture => capture.IsOrchestration)
            .SelectMany(capture => capture.OrchestratorRequest.NewEvents)
            .Select(e => e.TaskFailed?.FailureDetails?.InnerFailure)
            .First(inner => inner?.ErrorMessage.StartsWith("Invalid HttpResponseMessage:", StringComparison.Ordinal) is true)!;
        var wrapped = new Wire
        {
            ErrorType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException",
            ErrorMessage = "Exception while executing function: Functions.act2",
            InnerFailure = new Wire { ErrorType = recorded.ErrorType, ErrorMessage = recorded.ErrorMessage + text + "\n" },
        };

        var failure = FailureDetailsConversion.FromWire(wrapped, "act2");

        Assert.Equal(typeof(LostException).FullName, failure.ErrorType);
        Assert.Equal("key=1; see https://a:b@c", failure.ErrorMessage);
        Assert.Equal("too late", failure.InnerFailure!.ErrorMessage);
        Assert.True(failure.IsNonRetriable);
        Assert.True(failure.IsCausedBy<TerminalException>());
        Assert.False(failure.IsCausedBy<TimeoutException>());
    }

    [Fact]
    [Trait("Protocol", "2.3")]
    public void Holds_nothing_the_host_would_mask()
    {
        Gen.String.Sample(message =>
        {
            var text = FailureEnvelope.ToText(new("T", message, message, null, null));
            return !text.Contains('=') && !text.Contains("://", StringComparison.Ordinal)
                && FailureEnvelope.FromText("before " + text + " after") is { } back
                && back.ErrorMessage == System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(message));
        });
    }

    [Fact]
    [Trait("Protocol", "2.3")]
    public void Comes_back_from_a_result_too()
    {
        var result = FailureEnvelope.ToResult(new("T", "no \"way\"", null, null, null) { IsNonRetriable = true });

        var failure = FailureEnvelope.FromResult(result)!;

        Assert.Equal(("T", "no \"way\"", true), (failure.ErrorType, failure.ErrorMessage, failure.IsNonRetriable));
        Assert.Null(FailureEnvelope.FromResult("""{"text":"$durableFailure"}"""));
    }

    [Fact]
    [Trait("Protocol", "2.3")]
    public void Says_what_to_look_for_when_the_hub_sent_no_details()
    {
        var failure = FailureDetailsConversion.FromWire(null, "Drive");

        Assert.Contains("'Drive' failed and the hub sent no details", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Protocol", "2.3")]
    [InlineData("landfall-failure.!!!.end")]
    [InlineData("landfall-failure.AAAA")]
    [InlineData("anything else")]
    public void Leaves_other_texts_alone(string text) => Assert.Null(FailureEnvelope.FromText(text));
}
