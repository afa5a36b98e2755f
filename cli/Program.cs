using Landfall.Cli;
using Spectre.Console;

using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) };
return await CliApp.RunAsync(args, new CliHost(
    AnsiConsole.Console, Console.Error, handler, Environment.CurrentDirectory, Environment.GetEnvironmentVariable));
