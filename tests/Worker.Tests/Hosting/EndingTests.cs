using System.Text.Json.Nodes;
using Landfall.Worker.Tests.App;

namespace Landfall.Worker.Tests.Hosting;

public sealed class EndingTests
{
    [Fact]
    [Trait("Protocol", "2.2")]
    public async Task An_app_that_is_told_to_stop_answers_no_failure_for_work_it_did_not_finish()
    {
        var app = new AppFixture();
        await app.InitializeAsync();
        var envelope = new JsonObject { ["Data"] = new JsonObject { ["what"] = "\"\\\"x\\\"\"" } }.ToJsonString();
        var answer = app.Invoke("Linger", envelope);
        await SampleFunctions.Lingering.Task;

        await app.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => answer);   // the connection is gone: whoever waits gives the work to the next
    }
}
