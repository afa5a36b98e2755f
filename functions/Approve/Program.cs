using Landfall.Functions.Approve;
using Landfall.Functions.Approve.Asking;
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
    .AddLandfallNotifications(builder.Configuration)
    .AddSingleton<ApprovalLog>()
    .AddSingleton<Questions>()
    .AddSingleton<PersonalLinks>()
    .AddSingleton<Guests>()
    .AddSingleton<Asker>()
    .AddSingleton<Decider>();

builder.Build().Run();
