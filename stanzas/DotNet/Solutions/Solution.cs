using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Solutions;

/// <summary>What a solution says.</summary>
/// <param name="Projects">The files it lists, as they stand there; relative to its directory.</param>
/// <param name="Unbuilt">Those of them that it doesn't build in the configuration.</param>
/// <param name="Edges">From a project to one that is to be built before it.</param>
internal sealed record Solution(ValueList<string> Projects, ValueList<string> Unbuilt, ValueList<(string From, string To)> Edges);
