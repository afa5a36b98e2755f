using Landfall.Domain.Documents;
using Landfall.Domain.Git;
using Landfall.Domain.Records;
using Landfall.Functions.Record;
using Landfall.Functions.Record.Desired;
using Landfall.Functions.Record.Events;
using Landfall.Git;
using Landfall.Hosting.Signing;
using Landfall.Notifications;
using Landfall.Storage;

var builder = FunctionsApplication.CreateBuilder(args);

builder.AddLandfall("Record")
    .AddOptions<RecordOptions, RecordOptionsValidator>(RecordOptions.Section);

builder.Services
    .AddLandfallStorage(builder.Configuration)
    .AddLandfallSigner(builder.Configuration, "records")
    .AddLandfallOwnKeys("records")
    .AddLandfallEvents(builder.Configuration)
    .AddSingleton<EventStarts>()
    .AddSingleton<EventFacts>()
    .AddSingleton<RecordReader>()
    .AddSingleton<RecordWriter>()
    .AddSingleton(services => services.GetRequiredService<RecordOptions>().Git())
    .AddSingleton<IGitFiles, GitCommitter>()
    .AddSingleton<IGitFolders, GitFolders>()
    .AddSingleton<IPullRequests>(services => new PullRequests(new HttpClient(), services.GetRequiredService<GitOptions>()))
    .AddSingleton<CurrentEnvironments>()
    .AddSingleton<DesiredStates>()
    .AddSingleton<CommitSeals>()
    .AddSingleton<GitWatcher>()
    .AddSingleton<DocumentWatcher>();

builder.Build().Run();
