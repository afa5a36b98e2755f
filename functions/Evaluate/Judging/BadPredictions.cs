namespace Landfall.Functions.Evaluate.Judging;

/// <summary>A model answered in a way that cannot be judged. That is a verdict about the model, not an error of the run.</summary>
/// <param name="message">A sentence with the first thing that is wrong.</param>
/// <param name="isChampion">Whose answers they are.</param>
internal sealed class BadPredictions(string message, bool isChampion) : Exception(message)
{
    public bool IsChampion => isChampion;
}
