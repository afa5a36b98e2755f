namespace Landfall.Worker;

internal enum FunctionKind
{
    Orchestration,
    Activity,
    Http,
    Timer,
    Queue,
    EventGrid,
    Blob,
}
