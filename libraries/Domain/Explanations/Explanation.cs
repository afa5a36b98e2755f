namespace Landfall.Domain.Explanations;

/// <summary>What a sentence is about; sentences of one topic stand together.</summary>
public enum ExplainedTopic { Answer, Data, Model, People, Traffic, Record }

/// <summary>Where a reader finds what a sentence rests on.</summary>
/// <param name="Path">Below the console's address.</param>
public sealed record EvidenceLink(string Name, string Path);

/// <param name="Text">A whole sentence, or several.</param>
public sealed record ExplainedSentence(ExplainedTopic Topic, string Text, IReadOnlyList<EvidenceLink> Evidence);

/// <summary>Why a run ended as it did, or what it waits for: the answer first, then how it came to that.</summary>
/// <param name="Question">What is answered.</param>
public sealed record Explanation(string Question, string RunId, IReadOnlyList<ExplainedSentence> Sentences);
