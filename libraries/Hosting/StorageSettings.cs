using Landfall.Domain.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Landfall.Hosting;

/// <summary>Where an app uses blobs, a missing or wrong <c>StorageAccess</c> is told at the start, not at the first event.</summary>
internal sealed class StorageSettings
{
    /// <summary>Opening connects nowhere; the adapter says what is wrong with the setting.</summary>
    internal sealed class Validator(IServiceProvider services) : IValidateOptions<StorageSettings>
    {
        public ValidateOptionsResult Validate(string? name, StorageSettings options)
        {
            try
            {
                services.GetService<IBlobStore>();
                return ValidateOptionsResult.Success;
            }
            catch (ArgumentException wrong)
            {
                return ValidateOptionsResult.Fail(wrong.Message);
            }
        }
    }
}
