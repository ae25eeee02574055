namespace Ketrew.PluginHost.Scripting;

/// <summary>Where a text of the language begins, in the words of whoever holds it. The language only hands it back with its problems.</summary>
/// <param name="File">The file as a person types it.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
internal sealed record TextPlace(string File, int Line, int Column);
