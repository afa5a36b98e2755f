using Landfall.Agent;
using Landfall.Agent.Fetching;
using Landfall.Agent.Predicting;
using Landfall.Agent.Pushing;
using Landfall.Agent.Serving;

return await AgentProgram.Run(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error, CancellationToken.None);

namespace Landfall.Agent
{
    internal static class AgentProgram
    {
        public static async Task<int> Run(
            string[] args, Func<string, string?> environment, TextWriter output, TextWriter errors, CancellationToken cancel)
        {
            try
            {
                using var http = AgentHttp.Storage();
                await ((args.FirstOrDefault() ?? "") switch
                {
                    "fetch" => FetchCommand.Run(rest(args), environment, http, output, cancel),
                    "push" => PushCommand.Run(rest(args), environment, http, output, cancel),
                    "predict" => PredictCommand.Run(rest(args), environment, http, output, cancel),
                    "serve" => ServeCommand.Run(rest(args), environment, output, cancel),
                    var other => throw Arguments.Usage($"unknown command '{other}'; expected fetch, push, predict or serve"),
                });
                return (int)ExitCode.Ok;
            }
            catch (AgentFailure failure)
            {
                await errors.WriteLineAsync($"agent: {failure.Message}");
                return (int)failure.Code;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or UnauthorizedAccessException)
            {
                await errors.WriteLineAsync($"agent: {failure.Message}");
                return (int)ExitCode.Storage;
            }

            static string[] rest(string[] all) => all[1..];
        }
    }
}
