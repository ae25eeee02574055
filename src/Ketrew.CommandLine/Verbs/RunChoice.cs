using Ketrew.Engine.Planning;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Verbs;

/// <summary>What a run is asked to do.</summary>
/// <param name="Selection">The targets.</param>
/// <param name="Forced">Those that run whatever was done.</param>
internal sealed record RunChoice(Selection Selection, ValueList<TargetId> Forced);
