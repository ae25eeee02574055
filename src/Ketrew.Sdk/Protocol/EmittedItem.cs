using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Protocol;

/// <summary>One stanza that an expansion made, as it crosses the pipe.</summary>
/// <param name="Kind">The stanza's name.</param>
/// <param name="Directory">Where it is as if written.</param>
/// <param name="Fields">What stands below the name; without positions.</param>
/// <param name="Origin">A <see cref="FieldPath"/> into the stanza that was expanded.</param>
/// <param name="PluginLine">The line that emitted it: <c>WordCountStanza.cs:14</c>.</param>
internal sealed record EmittedItem(string Kind, string Directory, Node Fields, string Origin, string PluginLine);
