using Landfall.Functions.Approve.Checks;

namespace Landfall.Functions.Approve.Activities;

/// <summary>Which of these checks have answered, and what.</summary>
public sealed class ReadChecksActivity(CheckLog log)
{
    [Function(Steps.ReadChecks)]
    public async Task<CheckAnswers> Run([ActivityTrigger] ReadChecksRequest request, CancellationToken cancel)
    {
        var answers = new List<CheckAnswer>();
        foreach (var id in request.Ids)
        {
            if (await log.Answered(id, cancel) is { } answer)
                answers.Add(answer);
        }

        return new(answers);
    }
}
