using Landfall.Domain.Overrides;
using Landfall.Functions.Approve;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Approve.Checks;
using Landfall.Functions.Approve.Overrides;
using Landfall.Hosting.Access;
using Landfall.Hosting.Signing;
using Landfall.Notifications;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Approve")
    .AddOptions<ApproveOptions, ApproveOptionsValidator>(ApproveOptions.Section)
    .AddOptions<NotificationOptions, NotificationOptionsValidator>(NotificationOptions.Section)
    .AddLandfallAccess();

builder.Services
    .AddLandfallStorage(builder.Configuration)
    .AddLandfallLinks(builder.Configuration, "approvals")
    .AddLandfallLinks(builder.Configuration, CheckLinks.Purpose, besides: "approvals")
    .AddLandfallNotifications(builder.Configuration)
    .AddLandfallChecks(builder.Configuration)
    .AddSingleton<ApprovalLog>()
    .AddSingleton<Questions>()
    .AddSingleton<PersonalLinks>()
    .AddSingleton<Guests>()
    .AddSingleton<Asker>()
    .AddSingleton<Decider>()
    .AddSingleton<CheckLog>()
    .AddSingleton<CheckLinks>()
    .AddSingleton<OverrideLog>()
    .AddSingleton<OverrideNews>()
    .AddSingleton<OverrideDesk>()
    .AddSingleton<QuorumRelief>();

builder.Build().Run();
