namespace Landfall.Contracts;

/// <summary>
/// The names under which orchestrators reach activities. One place, so that a rename cannot part the two sides; unique
/// over all apps, because all of them may be packed into one.
/// </summary>
public static class Steps
{
    // Ingest
    public const string ScanLandings = nameof(ScanLandings);
    public const string StartRun = nameof(StartRun);
    public const string SettleRun = nameof(SettleRun);
    public const string PlanRun = nameof(PlanRun);
    public const string AskRetrain = nameof(AskRetrain);

    // Validate
    public const string ValidateDataset = nameof(ValidateDataset);
    public const string JudgeLabels = nameof(JudgeLabels);

    // Train
    public const string ApplyTrainJob = nameof(ApplyTrainJob);
    public const string ReadTrainJob = nameof(ReadTrainJob);
    public const string RemoveTrainJob = nameof(RemoveTrainJob);

    // Evaluate
    public const string ApplyEvaluateJob = nameof(ApplyEvaluateJob);
    public const string ReadEvaluateJob = nameof(ReadEvaluateJob);
    public const string RemoveEvaluateJob = nameof(RemoveEvaluateJob);
    public const string JudgeModel = nameof(JudgeModel);

    // Register
    public const string FindChampion = nameof(FindChampion);
    public const string FindVersion = nameof(FindVersion);
    public const string RegisterVersion = nameof(RegisterVersion);
    public const string MirrorVersion = nameof(MirrorVersion);
    public const string MoveAlias = nameof(MoveAlias);
    public const string SealVersion = nameof(SealVersion);

    // Approve
    public const string AskRelease = nameof(AskRelease);
    public const string AskStep = nameof(AskStep);
    public const string RequestApproval = nameof(RequestApproval);
    public const string ReadApproval = nameof(ReadApproval);
    public const string RemindApprovers = nameof(RemindApprovers);
    public const string CloseApproval = nameof(CloseApproval);
    public const string EscalateApproval = nameof(EscalateApproval);
    public const string TellOwner = nameof(TellOwner);
    public const string StartCheck = nameof(StartCheck);
    public const string ReadChecks = nameof(ReadChecks);
    public const string CloseCheck = nameof(CloseCheck);

    // Rollout
    public const string AcquireRoute = nameof(AcquireRoute);
    public const string DeployVersion = nameof(DeployVersion);
    public const string ReadServing = nameof(ReadServing);
    public const string ApplyTraffic = nameof(ApplyTraffic);
    public const string ObserveStep = nameof(ObserveStep);
    public const string RetireVersion = nameof(RetireVersion);
    public const string ReleaseRoute = nameof(ReleaseRoute);
    public const string ClearRollback = nameof(ClearRollback);
    public const string ObserveChampion = nameof(ObserveChampion);
    public const string GoBack = nameof(GoBack);
    public const string AdmitAlias = nameof(AdmitAlias);

    // Record
    public const string AppendRecord = nameof(AppendRecord);
    public const string CommitDesiredState = nameof(CommitDesiredState);
    public const string FinishRun = nameof(FinishRun);
    public const string PlanEvent = nameof(PlanEvent);
    public const string SendEvent = nameof(SendEvent);
}
