using Ketrew.Sdk;

namespace Ketrew.Backends.Hosted;

/// <summary>How a plugin host is started: <c>dotnet exec …/Ketrew.PluginHost.dll</c>.</summary>
/// <param name="FileName">Absolute path of the program.</param>
/// <param name="Arguments">What comes before the host's own arguments.</param>
public sealed record PluginHostCommand(string FileName, ValueList<string> Arguments);
