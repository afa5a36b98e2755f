using Yarp.ReverseProxy.Forwarder;

namespace Landfall.Local.Events;

/// <summary>One write from its intent to its end.</summary>
internal sealed class WriteForwarding(
    WriteJournal journal, BlobLookup lookup, Reconciliation reconciliation, Uri proxy)
{
    public async Task<OpenWrite> BeginAsync(BlobWrite write) => new(await journal.BeginAsync(write), write);

    /// <summary>Azurite has answered; the client has not heard it yet.</summary>
    public async Task AnsweredAsync(OpenWrite open, HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
            await journal.CommitAsync(open.Intent, open.Write, await OutcomeAsync(open.Write, response), proxy);
        else
            await journal.DropAsync(open.Intent);
        open.HasEnded = true;
    }

    /// <summary>Nothing more will be heard of this request.</summary>
    public Task EndedAsync(OpenWrite open, ForwarderError error)
    {
        if (!open.HasEnded)
            reconciliation.Later(open.Intent, open.Write, $"{error}");
        return Task.CompletedTask;
    }

    private async Task<BlobOutcome> OutcomeAsync(BlobWrite write, HttpResponseMessage response)
    {
        var request = response.Headers.TryGetValues("x-ms-request-id", out var ids)
            ? ids.First()
            : Guid.NewGuid().ToString();
        if (write.Api == BlobWrite.Delete)
            return new BlobOutcome(null, null, null, request);

        var etag = WriteJournal.Unquoted(response.Headers.ETag!.ToString());
        if (write.ContentLength is not null)
            return new BlobOutcome(etag, write.ContentLength, write.ContentType, request);

        // A block list or a copy does not say how long the blob became.
        var facts = await lookup.HeadAsync(write, CancellationToken.None);
        return facts is not null && WriteJournal.Unquoted(facts.ETag) == etag
            ? new BlobOutcome(etag, facts.ContentLength, facts.ContentType, request)
            : new BlobOutcome(etag, null, write.ContentType, request);
    }
}

/// <summary>A write whose intent is on disk.</summary>
internal sealed class OpenWrite(long intent, BlobWrite write)
{
    public long Intent { get; } = intent;
    public BlobWrite Write { get; } = write;
    public bool HasEnded { get; set; }
}
