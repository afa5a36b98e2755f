using Landfall.Contracts;
using Landfall.Domain.Overrides;

namespace Landfall.Hosting.Pages;

/// <summary>That a run passes rules by an emergency override, or that somebody asks for it: before everything else on a page.</summary>
public static class OverrideBanner
{
    public static Html Of(OverrideView? view) => view switch
    {
        { State: OverrideState.Live } => Html.Of($"""
            <div class="note bad" role="alert"><p><strong class="state bad">! Emergency override</strong> {view.AskedBy} and
            {view.ConfirmedBy} let this run pass {OverridableRules.Text(view.Rules)} until {PageTime.Minute(view.Until!.Value)}.</p>
            <p class="said">{view.AskedBy}: {view.Reason}{Html.When(view.ConfirmReason is not null, () => Second(view))}</p></div>
            """),
        { State: OverrideState.Asked } => Html.Of($"""
            <div class="note waiting" role="status"><p><strong class="state waiting">▲ Emergency override asked</strong>
            {view.AskedBy} asks to let this run pass {OverridableRules.Text(view.Rules)} until {PageTime.Minute(view.Until!.Value)}.
            A second person has to confirm.</p>
            <p class="said">{view.AskedBy}: {view.Reason}</p></div>
            """),
        _ => Html.Empty,
    };

    private static Html Second(OverrideView view) => Html.Of($"<br/>{view.ConfirmedBy}: {view.ConfirmReason}");
}
