namespace Landfall.Worker;

/// <summary>One call of a function.</summary>
/// <param name="Envelope">Absent when the host forwarded the bare HTTP request.</param>
/// <param name="Http">Only of HTTP functions: the request, forwarded or rebuilt from the envelope.</param>
internal sealed record Invocation(FunctionContext Context, InvocationEnvelope? Envelope, HttpContext? Http);
