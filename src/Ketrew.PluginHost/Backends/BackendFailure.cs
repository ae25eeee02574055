using Ketrew.PluginHost.Expanding;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Protocol.Backends;

namespace Ketrew.PluginHost.Backends;

/// <summary>What the engine is told of an exception.</summary>
internal static class BackendFailure
{
    /// <summary>A <see cref="BackendException"/> is an answer and told as it is; anything else is a mistake of the plugin, told with its lines.</summary>
    public static BackendResponse.Failed Of(Exception exception) => exception is BackendException answer
        ? new BackendResponse.Failed(answer.Message, [])
        {
            IsRecoverable = answer.IsRecoverable,
            Hint = answer.Hint,
            Command = answer.Command,
            ExitCode = answer.ExitCode,
            StandardError = answer.StandardError,
        }
        : new BackendResponse.Failed(PluginTrace.Describe(exception), PluginTrace.FramesOf(exception, static context => context is BackendPluginContext));
}
