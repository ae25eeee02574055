using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Protocol;

/// <summary>One stanza that an expansion made, as it crosses the pipe.</summary>
/// <param name="Kind">The stanza's name.</param>
/// <param name="Directory">Where it is as if written.</param>
/// <param name="Fields">What stands below the name; without positions.</param>
/// <param name="Origin">A <see cref="FieldPath"/> into the stanza that was expanded.</param>
/// <param name="PluginLine">The line that emitted it: <c>WordCountStanza.cs:14</c>; of a template the number of a place: <c>:12</c>.</param>
/// <param name="Places">Of a template the numbers of the places that the parts come from: the kind's, then, in the order written, one for each node and
/// in front of it one for its name. Null for everything else.</param>
internal sealed record EmittedItem(string Kind, string Directory, Node Fields, string Origin, string PluginLine, int[]? Places = null);
