using Ketrew.Sdk.Planning;

namespace Ketrew.Sdk.Backends;

/// <summary>A short command that asks something of the machine where attempts run. It may run any number of times.</summary>
/// <param name="Step">What is run.</param>
/// <param name="Directory">Absolute path of its working directory.</param>
/// <param name="Environment">Variables on top of the backend's base set.</param>
public sealed record Probe(Step Step, string Directory, ValueList<NamedValue> Environment);
