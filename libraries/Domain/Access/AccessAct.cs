namespace Landfall.Domain.Access;

/// <summary>What somebody wants to do.</summary>
public enum AccessAct
{
    /// <summary>Look at something.</summary>
    View,

    /// <summary>Steer a run or a rollout, ask for a run, apply a pipeline or a contract.</summary>
    Operate,

    /// <summary>Decide about a version, or about data in quarantine.</summary>
    Decide,

    /// <summary>Apply an environment or a policy.</summary>
    Administer,
}
